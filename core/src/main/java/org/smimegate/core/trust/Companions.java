package org.smimegate.core.trust;

import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;

/**
 * What came along with a certificate, in any order. Candidates only: nothing of it is believed for where it stood.
 *
 * @param certificates may help to build a path
 * @param lists may say that a certificate of the path is revoked
 */
public record Companions(List<X509Certificate> certificates, List<RevocationList> lists) {
    public Companions {
        certificates = List.copyOf(certificates);
        lists = List.copyOf(lists);
    }

    public static Companions of(Collection<X509Certificate> certificates) {
        return new Companions(List.copyOf(certificates), List.of());
    }
}
