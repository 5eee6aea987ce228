package org.smimegate.keys.ldap;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.ServerSet;
import java.io.Closeable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Connections that are made when they are needed, and kept for the next search. Thread-safe. */
final class LdapConnections implements Closeable {
    /** Firewalls forget silent connections without telling; an older one is not used again. */
    private static final Duration MOST_IDLE = Duration.ofSeconds(30);

    private final ServerSet servers;
    private final Deque<LDAPConnection> idle = new ArrayDeque<>();
    private boolean closed;

    LdapConnections(ServerSet servers) {
        this.servers = servers;
    }

    /** Searches on a connection that is there, and if that one turns out to be dead, once more on a fresh one. */
    SearchResult search(SearchRequest request) throws LDAPException {
        Optional<LDAPConnection> used = takeIdle();
        if (used.isPresent()) {
            try {
                return search(request, used.get());
            } catch (LDAPException e) {
                if (!isLost(e.getResultCode())) {
                    throw e;
                }
                // Whatever ended this one has probably ended the others too.
                closeIdle();
            }
        }
        return search(request, servers.getConnection());
    }

    private SearchResult search(SearchRequest request, LDAPConnection connection) throws LDAPException {
        boolean usable = false;
        try {
            SearchResult result = connection.search(request);
            usable = true;
            return result;
        } catch (LDAPException e) {
            usable = e.getResultCode().isConnectionUsable();
            throw e;
        } finally {
            giveBack(connection, usable);
        }
    }

    /** A server that does not answer in time is not asked again at once. */
    private static boolean isLost(ResultCode code) {
        return !code.isConnectionUsable() && !code.equals(ResultCode.TIMEOUT);
    }

    private synchronized Optional<LDAPConnection> takeIdle() {
        LDAPConnection newest = idle.peek();
        if (newest != null && System.currentTimeMillis() - newest.getLastCommunicationTime() > MOST_IDLE.toMillis()) {
            closeIdle();
        }
        return Optional.ofNullable(idle.poll());
    }

    private synchronized void giveBack(LDAPConnection connection, boolean usable) {
        if (usable && !closed) {
            idle.push(connection);
        } else {
            connection.close();
        }
    }

    private synchronized void closeIdle() {
        idle.forEach(LDAPConnection::close);
        idle.clear();
    }

    @Override
    public synchronized void close() {
        closed = true;
        closeIdle();
    }
}
