package org.smimegate.keys.ldap;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldif.LDIFReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.smimegate.core.testing.LoopbackPort;
import org.smimegate.core.testing.Slapd;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestTls;

/** The SDK's own server, which counts searches and answers as a test wants it. */
final class MemoryLdap implements LdapPeer {
    private final InMemoryDirectoryServer server;
    private final int port = LoopbackPort.free();
    private final int tlsPort = LoopbackPort.free();
    private final AtomicInteger searches = new AtomicInteger();
    private final AtomicReference<Behaviour> behaviour = new AtomicReference<>(request -> {});

    /** What happens before a search is answered. */
    interface Behaviour {
        void before(InMemoryInterceptedSearchRequest request) throws LDAPException;
    }

    MemoryLdap(TestIdentity certificate) throws Exception {
        InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(Slapd.BASE);
        config.setSchema(null);
        config.addAdditionalBindCredentials(Slapd.READER, Slapd.PASSWORD);
        config.setListenerConfigs(listener(certificate), tlsListener(certificate));
        config.addInMemoryOperationInterceptor(new InMemoryOperationInterceptor() {
            @Override
            public void processSearchRequest(InMemoryInterceptedSearchRequest request) throws LDAPException {
                searches.incrementAndGet();
                behaviour.get().before(request);
            }
        });
        server = new InMemoryDirectoryServer(config);
        start();
        add("dn: " + Slapd.BASE + "\nobjectClass: domain\ndc: example\n\ndn: " + Slapd.PEOPLE
                + "\nobjectClass: organizationalUnit\nou: people\n");
    }

    private InMemoryListenerConfig listener(TestIdentity certificate) throws Exception {
        return InMemoryListenerConfig.createLDAPConfig(
                "plain",
                InetAddress.getLoopbackAddress(),
                port,
                TestTls.server(certificate).getSocketFactory());
    }

    private InMemoryListenerConfig tlsListener(TestIdentity certificate) throws Exception {
        return InMemoryListenerConfig.createLDAPSConfig(
                "tls",
                InetAddress.getLoopbackAddress(),
                tlsPort,
                TestTls.server(certificate).getServerSocketFactory(),
                null);
    }

    void behave(Behaviour next) {
        behaviour.set(next);
    }

    int searches() {
        return searches.get();
    }

    @Override
    public void add(String ldif) throws IOException {
        LDIFReader reader = new LDIFReader(new ByteArrayInputStream(ldif.getBytes(StandardCharsets.UTF_8)));
        try {
            server.importFromLDIF(false, reader);
        } catch (LDAPException e) {
            throw new IOException(e);
        }
    }

    @Override
    public String url() {
        return "ldap://localhost:" + port;
    }

    @Override
    public String tlsUrl() {
        return "ldaps://localhost:" + tlsPort;
    }

    @Override
    public void stop() {
        server.shutDown(true);
    }

    @Override
    public void start() throws IOException {
        try {
            server.startListening();
        } catch (LDAPException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
