package org.smimegate.keys;

import java.util.List;
import org.smimegate.core.outcome.Address;

/** A place to look for other people's certificates: key ring, folder, LDAP. Thread-safe. */
public interface CertificateDirectory {
    /** For log lines and error messages. */
    String name();

    /**
     * Candidates for that recipient, exact address and domain; nothing is checked yet but whom they are for.
     *
     * @throws DirectoryUnavailableException temporary trouble; never to be read as "no certificate"
     */
    List<PartnerCertificate> find(Address recipient) throws DirectoryUnavailableException;

    /** Told that one of the certificates it gave is encrypted to; must not take time. */
    default void used(PartnerCertificate certificate) {}
}
