package org.smimegate.admin.keys;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.core.outcome.Address;
import org.smimegate.gateway.Gateway;
import org.smimegate.keys.CertificateDirectory;
import org.smimegate.keys.DirectoryUnavailableException;
import org.smimegate.keys.PartnerCertificate;
import org.smimegate.keys.keyring.Origin;
import org.smimegate.keys.ldap.LdapDirectory;

/** Asks the LDAP directories of a gateway for the certificate of an address. */
final class LdapCertificates {
    private static final Comparator<PartnerCertificate> NEWEST_FIRST = Comparator.comparing(
                    (PartnerCertificate c) -> c.certificate().getNotBefore())
            .reversed();

    private LdapCertificates() {}

    /** The newest that can be encrypted to, of the first directory that has one. */
    static Candidate find(Address address, Gateway gateway, Instant at) throws CannotRunException, UnfitException {
        List<CertificateDirectory> directories = gateway.directories().stream()
                .filter(LdapDirectory.class::isInstance)
                .toList();
        if (directories.isEmpty()) {
            throw new CannotRunException(
                    "--from-ldap: smime.xml has no LDAP directory (expected: <ldap> in <directories>)");
        }
        List<String> problems = new ArrayList<>();
        for (CertificateDirectory directory : directories) {
            for (PartnerCertificate found : found(directory, address)) {
                Optional<String> problem =
                        Candidate.unfit(found.certificate(), gateway.settings().policy(), at);
                if (problem.isEmpty()) {
                    return new Candidate(found.certificate(), found.chain(), Origin.LDAP);
                }
                problems.add(problem.get());
            }
        }
        throw new UnfitException(address + ": "
                + (problems.isEmpty() ? "no certificate in the LDAP directory" : String.join("; ", problems)));
    }

    private static List<PartnerCertificate> found(CertificateDirectory directory, Address address)
            throws CannotRunException {
        try {
            return directory.find(address).stream().sorted(NEWEST_FIRST).toList();
        } catch (DirectoryUnavailableException e) {
            throw new CannotRunException(directory.name() + ": " + e.getMessage(), e);
        }
    }
}
