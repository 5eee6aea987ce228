package org.smimegate.gateway;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smimegate.core.cms.Providers;
import org.smimegate.core.trust.TrustStore;
import org.smimegate.keys.CertificateDirectory;
import org.smimegate.keys.Credentials;

/** What an administrator wants to read in the log when the gateway starts, besides the credentials. */
final class StartReport {
    private static final Logger LOGGER = LoggerFactory.getLogger(Gateway.class);

    private StartReport() {}

    static void log(
            GatewaySettings settings,
            Credentials credentials,
            TrustStore trust,
            Revocations revocations,
            List<CertificateDirectory> directories) {
        LOGGER.info(
                "gateway {}: {} credentials, {} anchors, {} intermediates, {} revocation lists, directories {}, profiles {}, policy {}{}{}",
                settings.name(),
                credentials.all().size(),
                trust.anchors().size(),
                trust.intermediates().size(),
                revocations.size(),
                directories.stream().map(CertificateDirectory::name).toList(),
                settings.profiles().stream().map(p -> p.settings().name()).toList(),
                settings.policy().year(),
                settings.policy().legacyRead() ? ", old ciphers are opened" : "",
                settings.policy().domainCertificates() ? ", domain certificates count" : "");
        if (credentials.all().isEmpty()) {
            LOGGER.warn("no credentials: nothing can be signed or opened");
        }
        if (trust.anchors().isEmpty()) {
            LOGGER.warn("no trust anchors: every signature will be untrusted, and nobody can be encrypted to");
        }
        log(revocations, settings.trust().revocation().crls());
        LOGGER.info("crypto providers: {}", Providers.selfTest());
        Providers.warnings().forEach(LOGGER::warn);
    }

    private static void log(Revocations revocations, ConfiguredPath folder) {
        if (!revocations.hosts().isEmpty()) {
            LOGGER.info("revocation lists are fetched from {}", revocations.hosts());
        } else if (revocations.size() == 0) {
            LOGGER.warn(
                    "no revocation lists in {}, and none are fetched: nobody can know whether a certificate is revoked",
                    folder.path());
        }
    }
}
