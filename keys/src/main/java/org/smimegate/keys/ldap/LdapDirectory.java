package org.smimegate.keys.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResult;
import java.io.Closeable;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smimegate.core.outcome.Address;
import org.smimegate.keys.CertificateDirectory;
import org.smimegate.keys.DirectoryUnavailableException;
import org.smimegate.keys.PartnerCertificate;

/**
 * Partners' certificates in an LDAP directory: attributes such as {@code userCertificate} (RFC 4523, a certificate) and
 * {@code userSMIMECertificate} (RFC 2798, a PKCS #7 signed-data with certificates in it) of the entries that a filter
 * finds for an address.
 *
 * <p>The directory is not believed: only certificates that say themselves that they are for the recipient are
 * candidates, none of them is pinned, and capabilities that somebody signed there do not count.
 *
 * <p>Nothing is connected before the first look-up. Whatever keeps the directory from answering is temporary trouble;
 * while it lasts the servers are tried again once a second.
 */
public final class LdapDirectory implements CertificateDirectory, Closeable {
    private static final Logger LOGGER = LoggerFactory.getLogger(LdapDirectory.class);
    private static final int MOST_AT_ONCE = 8;

    private final String name;
    private final LdapQuery query;
    private final LdapConnections connections;
    private final Troubles troubles;
    private final Answers answers;
    private final Outage outage;
    /** Two who ask for one address take turns, so that the second finds the answer of the first; bounds connections too. */
    private final List<Object> turns =
            Stream.generate(Object::new).limit(MOST_AT_ONCE).toList();

    private LdapDirectory(LdapSettings settings, LongSupplier nanoTime) {
        this.name =
                "ldap " + settings.servers().stream().map(LdapServer::toString).collect(Collectors.joining(" "));
        this.query = new LdapQuery(settings.query(), settings.timeout(), settings.domainCertificates());
        this.connections = new LdapConnections(LdapServers.of(settings));
        this.troubles = new Troubles(settings);
        this.answers = new Answers(settings.cache(), nanoTime);
        this.outage = new Outage(name, nanoTime);
    }

    /** Does not connect yet. */
    public static LdapDirectory open(LdapSettings settings) {
        return open(settings, System::nanoTime);
    }

    static LdapDirectory open(LdapSettings settings, LongSupplier nanoTime) {
        settings.login().ifPresent(login -> warnIfReadable(settings, login.bindDn()));
        return new LdapDirectory(settings, nanoTime);
    }

    private static void warnIfReadable(LdapSettings settings, String bindDn) {
        for (LdapServer server : settings.servers()) {
            if (settings.isReadable(server)) {
                LOGGER.warn(
                        "ldap {}: the password of {} crosses the network in clear (expected: ldaps://, or startTls)",
                        server,
                        bindDn);
            }
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<PartnerCertificate> find(Address recipient) throws DirectoryUnavailableException {
        Optional<List<PartnerCertificate>> known = answers.about(recipient);
        return known.isPresent() ? known.get() : findInTurn(recipient);
    }

    private List<PartnerCertificate> findInTurn(Address recipient) throws DirectoryUnavailableException {
        synchronized (turns.get(Math.floorMod(recipient.hashCode(), turns.size()))) {
            Optional<List<PartnerCertificate>> known = answers.about(recipient);
            if (known.isPresent()) {
                return known.get();
            }
            outage.refuse();
            List<PartnerCertificate> found = ask(recipient);
            answers.keep(recipient, found);
            return found;
        }
    }

    private List<PartnerCertificate> ask(Address recipient) throws DirectoryUnavailableException {
        SearchResult result;
        try {
            result = connections.search(query.about(recipient));
        } catch (LDAPException e) {
            DirectoryUnavailableException trouble = new DirectoryUnavailableException(troubles.explain(e), e);
            if (Troubles.concernEverybody(e)) {
                outage.begin(trouble);
            }
            throw trouble;
        }
        outage.over();
        return query.candidates(result, recipient);
    }

    @Override
    public void close() {
        connections.close();
    }
}
