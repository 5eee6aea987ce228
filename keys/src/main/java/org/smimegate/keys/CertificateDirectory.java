package org.smimegate.keys;

import java.util.List;
import org.smimegate.core.outcome.Address;

/** A place to look for other people's certificates: folder, later key ring, LDAP. Thread-safe. */
public interface CertificateDirectory {
    /** For log lines and error messages. */
    String name();

    /**
     * Candidates for that recipient, exact address and domain; nothing is checked yet but whom they are for.
     *
     * @throws DirectoryUnavailableException temporary trouble; never to be read as "no certificate"
     */
    List<PartnerCertificate> find(Address recipient) throws DirectoryUnavailableException;
}
