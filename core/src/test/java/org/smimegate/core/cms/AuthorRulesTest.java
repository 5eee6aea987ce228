package org.smimegate.core.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.cms.HandMadeSigner.signedData;
import static org.smimegate.core.cms.SmimeMail.ENTITY;
import static org.smimegate.core.cms.SmimeMail.HEADER;
import static org.smimegate.core.cms.SmimeMail.entity;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.core.cms.TestOpener.Opened;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.outcome.SignatureResult;
import org.smimegate.core.policy.AlgorithmPolicy;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.core.trust.AnchoredTrust;
import org.smimegate.core.trust.TrustDecision;

/** FAIL-CLOSED.md rule 8: whom a good signature is believed, and for whom it speaks. */
class AuthorRulesTest {
    private static final AlgorithmPolicy POLICY = AlgorithmPolicy.year2026(true, true);

    private final TestPki pki = TestPki.shared();
    private TestOpener opener;

    @BeforeEach
    void setUp(@TempDir Path spool) throws Exception {
        opener = TestOpener.in(spool).trusting(new AnchoredTrust(pki::anchorsOnly, POLICY));
    }

    static Stream<Arguments> signers() {
        TestPki pki = TestPki.shared();
        String bob = "bob@example.org";
        return Stream.of(
                Arguments.of(pki.unknownRoot(bob), Reason.UNTRUSTED),
                Arguments.of(TestPki.selfSigned(bob), Reason.UNTRUSTED),
                Arguments.of(pki.expired(bob), Reason.EXPIRED),
                Arguments.of(pki.notYetValid(bob), Reason.NOT_YET_VALID),
                Arguments.of(pki.wrongKeyUsage(bob), Reason.BAD_KEY_USAGE),
                Arguments.of(pki.wrongExtendedKeyUsage(bob), Reason.BAD_KEY_USAGE),
                Arguments.of(pki.good("carol@example.com"), Reason.ADDRESS_MISMATCH),
                Arguments.of(pki.domain("example.com"), Reason.ADDRESS_MISMATCH),
                Arguments.of(pki.domain("*.example.org"), Reason.ADDRESS_MISMATCH));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("signers")
    void shouldNotPass_whenSignersCertificateIsNotFit(TestIdentity signer, Reason reason) throws Exception {
        Opened opened = opener.open(message(HEADER, signer));

        assertThat(opened.verdict().reason()).contains(reason);
        assertThat(opened.verdict().signature()).contains(SignatureResult.POLICY);
        assertThat(opened.verdict().signerCertificate()).contains(signer.certificate());
    }

    @Test
    void shouldPass_whenCertificateSpeaksForTheDomain() throws Exception {
        Opened opened = opener.open(message(HEADER, pki.domain("example.org")));

        assertThat(opened.verdict().isVerified()).isTrue();
        assertThat(opened.verdict().signer().map(Object::toString)).contains("bob@example.org");
    }

    @Test
    void shouldNotPass_whenDomainCertificatesAreNotAllowed() throws Exception {
        Opened opened =
                opener.with(AlgorithmPolicy.year2026(true, false)).open(message(HEADER, pki.domain("example.org")));

        assertThat(opened.verdict().reason()).contains(Reason.ADDRESS_MISMATCH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From: bob@example.org\r\nFrom: carol@example.com",
                "From: carol@example.com\r\nFrom: bob@example.org",
                "From: bob@example.org\r\nFROM : bob@example.org",
                "From: bob@example.org, carol@example.com",
                "From: bob@example.org, <>",
                "From: team: bob@example.org, carol@example.com;",
                "From: nobody:;",
                "From: carol@example.com (bob@example.org)",
                "From: \"bob@example.org\" <carol@example.com>",
                "From: bob@example.org <carol@example.com>",
                "From: =?utf-8?q?bob=40example.org?=",
                "From: <bob@example.org> <carol@example.com>",
                "From: bob@example.org@example.com",
                "From:",
                "X-From: bob@example.org",
                "Resent-From: bob@example.org",
                "From: carol@example.com\r\nSender: bob@example.org",
                "From: carol@example.com\r\nReply-To: bob@example.org",
                "From: carol@example.com\r\nResent-From: bob@example.org",
                "From: \"bob@example.org\"@example.com",
                "From: bob@example.org <>",
                "From: bob@example.org\u0000",
                "From: bob\u0000@example.org",
                "From: bob@example.org\u0001",
                "From: bob@ex\u00d0\u00b0mple.org",
                "From: bob(the builder)@example.org",
                "From: =?utf-8?b?Ym9iQGV4YW1wbGUub3JnLCBjYXJvbEBleGFtcGxlLmNvbQ==?=",
                "From: =?utf-8?b?PGJvYkBleGFtcGxlLm9yZz4=?= <carol@example.com>",
                "From: Bob <bob@example.org>, =?utf-8?q?Carol?= <carol@example.com>",
                "From: bob@example.org;carol@example.com",
                "From: carol@example.com\r\n <bob@example.org>",
                "Sender: bob@example.org"
            })
    void shouldNotPass_whenTheAuthorIsNotOneCoveredMailbox(String from) throws Exception {
        String header = HEADER.replace("From: Bob <bob@example.org>", from);

        Opened opened = opener.open(message(header, pki.good("bob@example.org")));

        assertThat(opened.verdict().reason()).contains(Reason.ADDRESS_MISMATCH);
        assertThat(opened.verdict().signer()).isEmpty();
        assertThat(opened.text()).doesNotContain("smime-identifier");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From: \"Bob, of Example\" <bob@example.org>",
                "from:bob@EXAMPLE.org",
                "From: =?utf-8?q?B=C3=B6b?= <bob@example.org>",
                "From: (carol@example.com) bob@example.org",
                "From:\r\n Bob\r\n <bob@example.org>"
            })
    void shouldPass_whenTheAuthorIsOneCoveredMailbox(String from) throws Exception {
        String header = HEADER.replace("From: Bob <bob@example.org>", from);

        assertThat(opener.open(message(header, pki.good("bob@example.org")))
                        .verdict()
                        .isVerified())
                .isTrue();
    }

    /** Some readers take a lone CR for a line end, and see two From fields. */
    @Test
    void shouldNotPass_whenALoneCrHidesAnotherFrom() throws Exception {
        String header = HEADER.replace("bob@example.org>", "bob@example.org>\rFrom: carol@example.com");

        Opened opened = opener.open(message(header, pki.good("bob@example.org")));

        assertThat(opened.verdict().isVerified()).isFalse();
        assertThat(opened.verdict().signer()).isEmpty();
        assertThat(opened.text()).contains("smime=neutral reason=malformed").doesNotContain("smime-identifier");
    }

    /** Bob forwards what claims to be Carol's: he signed it, and nobody says that she did. */
    @Test
    void shouldNameTheOuterAuthor_whenSomebodyElsesMessageIsInside() throws Exception {
        String inner = "Content-Type: message/rfc822\r\n\r\nFrom: carol@example.com\r\n" + ENTITY;
        TestIdentity bob = pki.good("bob@example.org");
        SignerInfo signer = new HandMadeSigner(bob).sign(SmimeMail.bytes(inner));
        byte[] signature = signedData(null, List.of(bob, pki.issuing()), signer);

        Opened opened = opener.open(SmimeMail.clearSigned(inner, signature));

        assertThat(opened.verdict().isVerified()).isTrue();
        assertThat(opened.verdict().signer().map(Object::toString)).contains("bob@example.org");
    }

    /** What is inside the signature says nothing about who sent the message. */
    @Test
    void shouldGoByTheOuterFrom_whenTheSignedEntityHasOne() throws Exception {
        String inner = "From: bob@example.org\r\n" + ENTITY;
        byte[] content = SmimeMail.bytes(inner);
        TestIdentity bob = pki.good("bob@example.org");
        byte[] signature = signedData(null, List.of(bob, pki.issuing()), new HandMadeSigner(bob).sign(content));
        String message =
                HEADER.replace("bob@example.org", "carol@example.com") + SmimeMail.clearSignedEntity(inner, signature);

        assertThat(opener.open(message).verdict().reason()).contains(Reason.ADDRESS_MISMATCH);
    }

    @Test
    void shouldPassWithReason_whenRevocationIsUnknownAndThatIsAllowed() throws Exception {
        Opened opened = opener.trusting((certificate, others, use, at) ->
                        new TrustDecision.RevocationUnknown(List.of(certificate), "no list"))
                .open(message(HEADER, pki.good("bob@example.org")));

        assertThat(opened.verdict().signature()).contains(SignatureResult.PASS);
        assertThat(opened.verdict().reason()).contains(Reason.REVOCATION_UNKNOWN);
        assertThat(opened.verdict().isVerified()).isTrue();
    }

    @Test
    void shouldBeTemporary_whenRevocationIsUnknownAndThatIsForbidden() throws Exception {
        TestOpener hard = opener.trusting((certificate, others, use, at) ->
                new TrustDecision.Refused(Reason.REVOCATION_UNKNOWN, "no list", List.of(certificate)));

        assertThat(hard.open(message(HEADER, pki.good("bob@example.org")))
                        .verdict()
                        .signature())
                .contains(SignatureResult.TEMPERROR);
        assertThat(hard.open(message(HEADER, pki.good("carol@example.com")))
                        .verdict()
                        .signature())
                .contains(SignatureResult.POLICY);
    }

    /** The signer claims a time when the certificate was good; certificates are judged at our time. */
    @Test
    void shouldNotBelieveSigningTime_whenCertificateHasExpired() throws Exception {
        TestIdentity expired = pki.expired("bob@example.org");
        var then = java.util.Date.from(TestPki.NOW.minus(Duration.ofDays(10)));
        var signed = new HandMadeSigner(expired)
                .attributes(attributes -> {
                    attributes.add(HandMadeSigner.attribute(
                            org.bouncycastle.asn1.cms.CMSAttributes.signingTime,
                            new org.bouncycastle.asn1.cms.Time(then)));
                    return attributes;
                })
                .sign(entity());

        Opened opened =
                opener.open(SmimeMail.clearSigned(ENTITY, signedData(null, List.of(expired, pki.issuing()), signed)));

        assertThat(opened.verdict().reason()).contains(Reason.EXPIRED);
        assertThat(opened.verdict()
                        .layers()
                        .get(0)
                        .signatures()
                        .get(0)
                        .evidence()
                        .signingTime())
                .contains(then.toInstant());
    }

    private String message(String header, TestIdentity signer) throws Exception {
        byte[] signature = signedData(null, List.of(signer, pki.issuing()), new HandMadeSigner(signer).sign(entity()));
        return header + SmimeMail.clearSignedEntity(ENTITY, signature);
    }
}
