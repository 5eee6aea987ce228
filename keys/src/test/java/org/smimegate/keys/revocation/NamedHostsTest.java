package org.smimegate.keys.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.core.testing.TestPki;

class NamedHostsTest {
    private static final String LISTS = "2.5.29.31";
    private static final String ACCESS = "1.3.6.1.5.5.7.1.1";

    @Test
    void shouldGiveTheHostsOfListsAndResponders() {
        X509Certificate lists = with(LISTS, points("http://crl.example.org/a.crl", "https://CRL.example.net:444/b"));
        X509Certificate responder = with(
                ACCESS, new AuthorityInformationAccess(AccessDescription.id_ad_ocsp, uri("http://ocsp.example.com")));

        assertThat(NamedHosts.of(List.of(responder, lists, lists)))
                .containsExactly("crl.example.net", "crl.example.org", "ocsp.example.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ldap://ldap.example.org/cn=x",
                "http:///a.crl",
                "crl.example.org",
                "http://a b/",
                "http://*.org/"
            })
    void shouldPassOverWhatNamesNoWebHost(String url) {
        assertThat(NamedHosts.of(List.of(with(LISTS, points(url))))).isEmpty();
    }

    @Test
    void shouldPassOverWhatCannotBeRead_andIssuersWithoutResponder() {
        X509Certificate broken = with(LISTS, new DEROctetString(new byte[] {1, 2, 3}));
        X509Certificate issuer = with(
                ACCESS,
                new AuthorityInformationAccess(AccessDescription.id_ad_caIssuers, uri("http://ca.example.org/ca.cer")));

        assertThat(NamedHosts.of(List.of(broken, issuer, TestPki.shared().root().certificate())))
                .isEmpty();
    }

    private static X509Certificate with(String oid, ASN1Encodable extension) {
        return TestPki.shared()
                .leaf("bob@example.org")
                .extension(oid, false, extension)
                .build()
                .certificate();
    }

    private static CRLDistPoint points(String... urls) {
        return new CRLDistPoint(Stream.of(urls)
                .map(url -> new DistributionPoint(new DistributionPointName(new GeneralNames(uri(url))), null, null))
                .toArray(DistributionPoint[]::new));
    }

    private static GeneralName uri(String url) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, url);
    }
}
