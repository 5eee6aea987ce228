package org.smimegate.keys;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.trust.Coverage;

/**
 * One private key of the gateway with its certificate.
 *
 * @param alias unique among the gateway's credentials; the PKCS#12 friendly name
 * @param chain issuers of the certificate, nearest first, root excluded
 * @param coverage who may be signed for and whose mail is opened with it
 */
public record Credential(
        String alias, PrivateKey key, X509Certificate certificate, List<X509Certificate> chain, Coverage coverage) {
    public Credential {
        chain = List.copyOf(chain);
    }

    /** The same with a chain that is completed from these certificates: many key files hold the leaf only. */
    public Credential withIssuersFrom(Collection<X509Certificate> candidates) {
        List<X509Certificate> all = new ArrayList<>(chain);
        all.addAll(candidates);
        return new Credential(alias, key, certificate, IssuerChain.of(certificate, all), coverage);
    }

    /** Whether its key and certificate may make signatures, dates aside. */
    public boolean canSign() {
        return OwnUse.canSign(certificate);
    }

    /** Whether others may encrypt to its certificate, dates aside. */
    public boolean canEncrypt() {
        return OwnUse.canEncrypt(certificate);
    }

    /** Whether it opens mail of that recipient; the case of the local part does not matter. */
    boolean opensFor(Address recipient) {
        return coverage.covers(recipient) || coverage.coversIgnoringCase(recipient);
    }

    public boolean isValid(Instant at) {
        return OwnUse.isValid(certificate, at);
    }

    @Override
    public String toString() {
        return "Credential[" + alias + "]";
    }
}
