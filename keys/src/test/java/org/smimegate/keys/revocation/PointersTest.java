package org.smimegate.keys.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.smimegate.core.testing.TestPki;

class PointersTest {
    private static final String POINTS = Extension.cRLDistributionPoints.getId();
    private static final String ACCESS = Extension.authorityInfoAccess.getId();

    @Test
    void shouldGroupUrlsByPoint() {
        X509Certificate certificate =
                with(POINTS, Pointing.points(Pointing.point("ldap://a/", "http://a/1"), Pointing.point("http://b/2")));

        assertThat(Pointers.lists(certificate))
                .containsExactly(List.of("ldap://a/", "http://a/1"), List.of("http://b/2"));
    }

    @Test
    void shouldFindDeltaLists() {
        X509Certificate certificate = TestPki.shared()
                .leaf("bob@example.org")
                .extension(POINTS, false, Pointing.points(Pointing.point("http://a/complete")))
                .extension(Extension.freshestCRL.getId(), false, Pointing.points(Pointing.point("http://a/delta")))
                .build()
                .certificate();

        assertThat(Pointers.lists(certificate))
                .containsExactly(List.of("http://a/complete"), List.of("http://a/delta"));
    }

    @Test
    void shouldFindRespondersOnly_whenIssuersAreNamedToo() {
        AccessDescription[] descriptions = {
            new AccessDescription(AccessDescription.id_ad_caIssuers, Pointing.uri("http://a/ca.cer")),
            new AccessDescription(AccessDescription.id_ad_ocsp, Pointing.uri("http://a/ocsp")),
            new AccessDescription(AccessDescription.id_ad_ocsp, new GeneralName(new X500Name("CN=responder"))),
        };

        assertThat(Pointers.responders(with(ACCESS, new AuthorityInformationAccess(descriptions))))
                .containsExactly("http://a/ocsp");
    }

    @Test
    void shouldFindNothing_whenCertificateSaysNothing() {
        X509Certificate certificate = TestPki.shared().good("bob@example.org").certificate();

        assertThat(Pointers.lists(certificate)).isEmpty();
        assertThat(Pointers.responders(certificate)).isEmpty();
    }

    @Test
    void shouldFindNoUrl_whenPointIsNamedOtherwise() {
        DistributionPoint none = new DistributionPoint(null, null, new GeneralNames(Pointing.uri("http://a/issuer")));
        DistributionPoint relative = new DistributionPoint(
                new DistributionPointName(DistributionPointName.NAME_RELATIVE_TO_CRL_ISSUER, new X500Name("CN=x")),
                null,
                null);
        DistributionPoint directory = Pointing.point(new GeneralName(new X500Name("CN=x")));

        assertThat(Pointers.lists(with(POINTS, Pointing.points(none, relative, directory))))
                .allMatch(List::isEmpty);
    }

    @Test
    void shouldFindFew_whenThereAreThousands() {
        String[] urls = IntStream.range(0, 2_000).mapToObj(i -> "http://a/" + i).toArray(String[]::new);
        DistributionPoint[] points = Stream.of(urls).map(Pointing::point).toArray(DistributionPoint[]::new);

        assertThat(Pointers.lists(with(POINTS, Pointing.points(points)))).hasSize(8);
        assertThat(Pointers.lists(with(POINTS, Pointing.points(Pointing.point(urls)))))
                .singleElement()
                .satisfies(alternatives -> assertThat(alternatives).hasSize(4));
        assertThat(Pointers.responders(Pointing.toResponder(TestPki.shared().leaf("bob@example.org"), urls)
                        .build()
                        .certificate()))
                .hasSize(4);
    }

    @ParameterizedTest
    @MethodSource("broken")
    void shouldFindNothing_whenExtensionIsBroken(ASN1Encodable value) {
        assertThat(Pointers.lists(with(POINTS, value))).isEmpty();
        assertThat(Pointers.responders(with(ACCESS, value))).isEmpty();
    }

    static Stream<ASN1Encodable> broken() {
        ASN1EncodableVector mixed = new ASN1EncodableVector();
        mixed.add(new ASN1Integer(1));
        ASN1Encodable number =
                new DERTaggedObject(false, GeneralName.uniformResourceIdentifier, new DERSequence(new ASN1Integer(1)));
        return Stream.of(
                DERNull.INSTANCE,
                new ASN1Integer(7),
                new DEROctetString(new byte[] {1, 2, 3}),
                new DERSequence(mixed),
                new DERSequence(new DERSequence(new DERTaggedObject(0, new DERTaggedObject(0, number)))),
                new DERSequence(new DERSequence(new ASN1Encodable[] {AccessDescription.id_ad_ocsp, number})));
    }

    private static X509Certificate with(String oid, ASN1Encodable value) {
        return TestPki.shared()
                .leaf("bob@example.org")
                .extension(oid, false, value)
                .build()
                .certificate();
    }
}
