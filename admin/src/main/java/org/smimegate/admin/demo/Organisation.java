package org.smimegate.admin.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.smimegate.admin.cert.CertificateRequest;
import org.smimegate.admin.cert.Certifier;
import org.smimegate.admin.cert.Identity;
import org.smimegate.admin.cert.KeyType;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.admin.server.Installation;
import org.smimegate.admin.server.Ports;
import org.smimegate.admin.server.ServerFolder;

/** An organisation with a CA of its own, one certificate for its whole domain, and a gateway that is its mail server. */
record Organisation(String domain, Identity authority, Identity gateway, ServerFolder folder) {
    private static final Duration VALIDITY = Duration.ofDays(2);
    private static final String SMART_HOST = "<!-- <gateway>smarthost.example.org</gateway> -->";

    static Organisation found(String domain, Path folder, Installation installation)
            throws IOException, CannotRunException {
        Certifier certifier = new Certifier();
        Identity authority = certifier.authority("CA of " + domain, VALIDITY);
        Identity gateway =
                certifier.issue(authority, CertificateRequest.forDomain(domain, domain, VALIDITY), KeyType.RSA_2048);
        return new Organisation(domain, authority, gateway, ServerFolder.open(folder, installation));
    }

    /**
     * Fills the server's folder from conf/mail-server.
     *
     * @param nextHop loopback port that everything for the outside goes to
     */
    void configure(Installation installation, Organisation partner, Ports ports, int offset, int nextHop)
            throws IOException, CannotRunException {
        folder.configure(installation.conf("mail-server"), ports, offset);
        folder.replace(Map.of(SMART_HOST, "<gateway>127.0.0.1:" + nextHop + "</gateway>"));
        folder.replace(Map.of("example.org", domain, "partner.example", partner.domain()));
        folder.putCredential(gateway);
        folder.putCertificate("trust/own-ca.pem", authority.certificate());
        folder.putCertificate("trust/partner-ca.pem", partner.authority().certificate());
        folder.putCertificate("partners/partner.pem", partner.gateway().certificate());
    }

    int port(String listener) throws IOException, CannotRunException {
        Integer port = folder.ports().get(listener);
        if (port == null) {
            throw new CannotRunException(folder.conf() + ": no listener " + listener);
        }
        return port;
    }
}
