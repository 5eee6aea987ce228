package org.smimegate.core.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.cms.HandMadeSigner.signedData;
import static org.smimegate.core.cms.SmimeMail.ENTITY;
import static org.smimegate.core.cms.SmimeMail.HEADER;
import static org.smimegate.core.cms.SmimeMail.bytes;
import static org.smimegate.core.cms.SmimeMail.opaqueEntity;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smimegate.core.cms.TestOpener.Opened;
import org.smimegate.core.outcome.SignatureResult;
import org.smimegate.core.policy.AlgorithmPolicy;
import org.smimegate.core.testing.OpenSsl;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.core.trust.AnchoredTrust;

/**
 * {@code signature} keep and remove for every order of layers, outermost first: S detached signature, O opaque signature,
 * E CBC envelope, G GCM envelope, C compressed. What is kept is bytes for which OpenSSL still finds the signature good;
 * what is removed leaves the original bytes.
 */
class WrappingOrdersTest {
    private static final TestPki PKI = TestPki.shared();
    private static final TestIdentity BOB = PKI.good("bob@example.org");
    private static final TestIdentity DAVE = PKI.good("dave@example.net");

    private TestOpener opener;
    private OpenSsl openssl;

    @BeforeEach
    void setUp(@TempDir Path spool, @TempDir Path folder) throws Exception {
        opener = TestOpener.in(spool)
                .trusting(new AnchoredTrust(PKI::anchorsOnly, AlgorithmPolicy.year2026(true, true)))
                .keys(DAVE);
        openssl = OpenSsl.in(folder);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "S,S", "O,O", "E,''", "G,''", "C,''", "SE,''", "OE,''", "SG,''", "OG,''", "ES,S", "EO,O", "GS,S", "GO,O",
        "SES,S", "SEO,O", "OES,S", "OEO,O", "SGS,S", "OGO,O", "EE,''", "ESE,''", "GEO,O", "SS,SS", "SO,SO", "OS,OS",
        "CS,S", "CO,O", "CE,''", "EC,''", "SC,SC", "OC,OC", "ECS,S", "ECO,O", "ESC,SC", "GOC,OC", "CES,S", "SCE,''",
        "CSES,S", "SCES,S", "SECS,S", "SESC,SC", "OEOC,OC", "CC,''", "CCS,S", "SCS,SCS"
    })
    void shouldDeliver(String order, String kept) throws Exception {
        List<String> layers = wrapped(order);
        String message = HEADER + layers.get(0);

        Opened keeping = opener.open(message);
        Opened removing = opener.removing().open(message);

        assertThat(keeping.verdict().layers()).hasSize(order.length());
        assertThat(keeping.verdict().signature())
                .isEqualTo(Optional.of(order.matches(".*[SO].*") ? SignatureResult.PASS : SignatureResult.NONE));
        assertThat(keeping.text()).endsWith(HEADER + layers.get(order.length() - kept.length()));
        assertThat(removing.text()).endsWith(HEADER + ENTITY);
        assertVerifies(keeping.delivered(), kept, layers.subList(order.length() - kept.length(), layers.size()));
    }

    /** Layer by layer at the recipient, down to compression, which OpenSSL as Debian builds it does not read. */
    private void assertVerifies(byte[] delivered, String kept, List<String> layers) throws Exception {
        byte[] outer = delivered;
        for (int i = 0; i < kept.length() && kept.charAt(i) != 'C'; i++) {
            byte[] content = openssl.cmsOutput(outer, "-verify", "-CAfile", openssl.certificate(PKI.root()));
            assertThat(new String(content, StandardCharsets.ISO_8859_1)).isEqualTo(layers.get(i + 1));
            outer = content;
        }
    }

    /** The whole, then what is inside of each layer, last the entity itself. */
    private static List<String> wrapped(String order) throws Exception {
        List<String> layers = new ArrayList<>(List.of(ENTITY));
        for (int i = order.length() - 1; i >= 0; i--) {
            layers.add(0, wrap(order.charAt(i), layers.get(0), i));
        }
        return layers;
    }

    private static String wrap(char layer, String entity, int depth) throws Exception {
        return switch (layer) {
            case 'S' ->
                SmimeMail.clearSignedEntity(entity, signature(null, entity))
                        .replace("boundary=sig\r", "boundary=s" + depth + "\r")
                        .replace("--sig", "--s" + depth);
            case 'O' -> opaqueEntity(signature(bytes(entity), entity), "signed-data");
            case 'E' -> opaqueEntity(Envelopes.cbc(bytes(entity), DAVE), "enveloped-data");
            case 'G' -> opaqueEntity(Envelopes.gcm(bytes(entity), DAVE), "authEnveloped-data");
            default -> opaqueEntity(Envelopes.compressed(bytes(entity)), "compressed-data");
        };
    }

    private static byte[] signature(byte[] content, String entity) throws Exception {
        return signedData(content, List.of(BOB, PKI.issuing()), new HandMadeSigner(BOB).sign(bytes(entity)));
    }
}
