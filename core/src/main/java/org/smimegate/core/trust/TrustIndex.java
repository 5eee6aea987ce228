package org.smimegate.core.trust;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;

/** A trust store prepared for look-ups by subject. All certificates are the JDK's objects. */
final class TrustIndex {
    private final Set<X509Certificate> anchors;
    private final Map<X500Principal, List<X509Certificate>> anchorsBySubject;
    private final Map<X500Principal, List<X509Certificate>> intermediatesBySubject;

    TrustIndex(TrustStore store) {
        this.anchors = own(store.anchors()).collect(Collectors.toUnmodifiableSet());
        this.anchorsBySubject = bySubject(anchors);
        this.intermediatesBySubject = bySubject(own(store.intermediates()).toList());
    }

    boolean isAnchor(X509Certificate certificate) {
        return anchors.contains(certificate);
    }

    /** Configured certificates of that subject, anchors first. */
    Stream<X509Certificate> named(X500Principal subject) {
        return Stream.concat(
                anchorsBySubject.getOrDefault(subject, List.of()).stream(),
                intermediatesBySubject.getOrDefault(subject, List.of()).stream());
    }

    /** The JDK's object of a certificate that anybody's provider made; empty if the JDK cannot read it. */
    static Optional<X509Certificate> own(X509Certificate certificate) {
        try {
            return Certificates.ofDer(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            return Optional.empty();
        }
    }

    static Stream<X509Certificate> own(Collection<X509Certificate> certificates) {
        return certificates.stream().flatMap(c -> own(c).stream());
    }

    private static Map<X500Principal, List<X509Certificate>> bySubject(Collection<X509Certificate> certificates) {
        return certificates.stream().collect(Collectors.groupingBy(X509Certificate::getSubjectX500Principal));
    }
}
