package org.smimegate.gateway;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smimegate.core.trust.Coverage;
import org.smimegate.core.trust.TrustStore;
import org.smimegate.keys.CertificateDirectory;
import org.smimegate.keys.Credential;
import org.smimegate.keys.Credentials;

/** What an administrator wants to read in the log when the gateway starts. */
final class StartReport {
    private static final Logger LOGGER = LoggerFactory.getLogger(Gateway.class);
    private static final Duration NEAR = Duration.ofDays(30);

    private StartReport() {}

    static void log(
            GatewaySettings settings,
            Credentials credentials,
            TrustStore trust,
            List<CertificateDirectory> directories,
            Instant now) {
        LOGGER.info(
                "gateway {}: {} credentials, {} anchors, {} intermediates, directories {}, profiles {}, policy {}{}{}",
                settings.name(),
                credentials.all().size(),
                trust.anchors().size(),
                trust.intermediates().size(),
                directories.stream().map(CertificateDirectory::name).toList(),
                settings.profiles().stream().map(p -> p.settings().name()).toList(),
                settings.policy().year(),
                settings.policy().legacyRead() ? ", old ciphers are opened" : "",
                settings.policy().domainCertificates() ? ", domain certificates count" : "");
        credentials.all().forEach(c -> log(c, now));
        warn(credentials, trust);
    }

    private static void log(Credential credential, Instant now) {
        Instant end = credential.certificate().getNotAfter().toInstant();
        String alias = credential.alias();
        LOGGER.info(
                "credential {}: covers {}, valid until {}, {}",
                alias,
                describe(credential.coverage()),
                end,
                use(credential));
        if (end.isBefore(now)) {
            LOGGER.info("credential {}: expired, opens old mail only", alias);
        } else if (end.isBefore(now.plus(NEAR))) {
            LOGGER.warn("credential {}: its certificate expires on {}", alias, end);
        }
        if (describe(credential.coverage()).isEmpty()) {
            LOGGER.warn(
                    "credential {}: covers nobody (expected: an rfc822Name or dNSName in its SAN, or the attribute for)",
                    alias);
        }
        if (credential.certificate().getBasicConstraints() >= 0) {
            LOGGER.warn(
                    "credential {}: its certificate is a CA's; many receivers refuse to believe its signatures", alias);
        }
    }

    private static String use(Credential credential) {
        if (credential.canSign()) {
            return credential.canEncrypt() ? "signs and decrypts" : "signs";
        }
        return credential.canEncrypt() ? "decrypts" : "neither signs nor is encrypted to: wrong key usage or EKU";
    }

    private static String describe(Coverage coverage) {
        String names = Stream.concat(coverage.addresses().stream().map(Object::toString), coverage.domains().stream())
                .sorted()
                .collect(Collectors.joining(" "));
        return coverage.everyone() ? (names + " *").strip() : names;
    }

    private static void warn(Credentials credentials, TrustStore trust) {
        if (credentials.all().isEmpty()) {
            LOGGER.warn("no credentials: nothing can be signed or opened");
        }
        if (trust.anchors().isEmpty()) {
            LOGGER.warn("no trust anchors: every signature will be untrusted, and nobody can be encrypted to");
        }
        LOGGER.warn("revocation is not checked in this version");
    }
}
