package org.smimegate.keys;

import java.time.Instant;
import java.util.List;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.trust.CertificateTrust;

/** Finds the certificate to encrypt to: directories in order, exact address before domain, checks of rule 13. */
public final class RecipientKeys {
    private final List<CertificateDirectory> directories;
    private final CertificateTrust trust;

    public RecipientKeys(List<CertificateDirectory> directories, CertificateTrust trust) {
        this.directories = List.copyOf(directories);
        this.trust = trust;
    }

    public KeyLookup find(Address recipient, Instant at) {
        throw new UnsupportedOperationException(directories + " " + trust);
    }
}
