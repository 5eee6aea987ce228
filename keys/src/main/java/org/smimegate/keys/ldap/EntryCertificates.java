package org.smimegate.keys.ldap;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smimegate.core.trust.Certificates;
import org.smimegate.core.trust.Coverage;
import org.smimegate.keys.DirectoryUnavailableException;
import org.smimegate.keys.PartnerCertificate;

/** All certificates of one entry, each once, in the order of its attributes. */
record EntryCertificates(Set<X509Certificate> certificates) {
    /** Some servers give every certificate that somebody ever had. */
    static final int MOST_VALUES = 500;

    private static final int MOST_BYTES = 256 * 1024;
    private static final Logger LOGGER = LoggerFactory.getLogger(LdapDirectory.class);

    /** @throws DirectoryUnavailableException there are more than we read: the one that matters might be among the rest */
    static EntryCertificates read(Entry entry, List<String> names) throws DirectoryUnavailableException {
        Set<X509Certificate> certificates = new LinkedHashSet<>();
        int values = 0;
        for (String name : names) {
            for (Attribute attribute : entry.getAttributesWithOptions(name, null)) {
                values += attribute.size();
                if (values > MOST_VALUES || isRange(attribute)) {
                    throw new DirectoryUnavailableException(
                            "more than " + MOST_VALUES + " certificates in one entry (expected: old ones removed)");
                }
                for (byte[] value : attribute.getValueByteArrays()) {
                    certificates.addAll(certificates(value, entry.getDN() + ": " + attribute.getName()));
                }
            }
        }
        return new EntryCertificates(certificates);
    }

    /** Active Directory gives no more than 1,500 values at once, under a name such as userCertificate;range=0-1499. */
    private static boolean isRange(Attribute attribute) {
        return attribute.getOptions().stream()
                .anyMatch(option -> option.toLowerCase(Locale.ROOT).startsWith("range="));
    }

    /** Whatever the attribute is called: servers and administrators mix up which one holds what. */
    private static List<X509Certificate> certificates(byte[] value, String place) {
        if (value.length <= MOST_BYTES) {
            Optional<X509Certificate> one = Certificates.ofDer(value);
            List<X509Certificate> found = one.isPresent() ? List.of(one.get()) : SignedCertificates.in(value);
            if (!found.isEmpty()) {
                return found;
            }
        }
        LOGGER.debug("{}: {} bytes (expected: a certificate, or a PKCS#7 with some)", place, value.length);
        return List.of();
    }

    /** Those that say whom they are for; the CAs among all of them are candidates for the path of each. */
    List<PartnerCertificate> partners(boolean domainCertificates) {
        List<X509Certificate> issuers =
                certificates.stream().filter(c -> c.getBasicConstraints() >= 0).toList();
        return certificates.stream()
                .map(c -> new PartnerCertificate(c, issuers, Coverage.of(c, domainCertificates), Set.of(), false))
                .toList();
    }
}
