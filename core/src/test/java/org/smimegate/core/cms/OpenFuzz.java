package org.smimegate.core.cms;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.smimegate.core.testing.FuzzIdentities.DAVE;
import static org.smimegate.core.testing.FuzzIdentities.ERIN;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.smimegate.core.policy.ContentCipher;
import org.smimegate.core.policy.SigningMode;
import org.smimegate.core.testing.FuzzTarget;

/** Whole messages, as they come in: what is signed, by whom, and what only looks so. */
public class OpenFuzz implements FuzzTarget {
    static Stream<byte[]> inputs() throws Exception {
        return FuzzTarget.inputs(new OpenFuzz());
    }

    @DictionaryEntries({
        "--sig",
        "--sig--",
        "From: eve@example.com",
        "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\"; boundary=sig",
        "Content-Type: application/pkcs7-signature",
        "Content-Type: application/pkcs7-mime; smime-type=signed-data",
        "Content-Transfer-Encoding: base64",
        "Content-Type: message/rfc822"
    })
    @MethodSource("inputs")
    @FuzzTest(maxDuration = "")
    void fuzz(byte[] input) throws Exception {
        outcome(input);
    }

    @Override
    public String outcome(byte[] input) throws Exception {
        return FuzzOpener.outcome(new String(input, ISO_8859_1));
    }

    @Override
    public List<Seed> seeds() throws Exception {
        byte[] signature = FuzzMaterial.handSigned(null);
        String signed = SmimeMail.clearSignedEntity(SmimeMail.ENTITY, signature);
        return List.of(
                new Seed("plain", SmimeMail.bytes(SmimeMail.HEADER + SmimeMail.ENTITY), "plain"),
                new Seed("detached", FuzzMaterial.signed(SigningMode.DETACHED), "clear-signed pass"),
                new Seed("opaque", FuzzMaterial.signed(SigningMode.OPAQUE), "signed-data pass"),
                new Seed(
                        "cbc",
                        FuzzMaterial.sealed(ContentCipher.AES_256_CBC, DAVE),
                        "enveloped-data clear-signed decrypted pass"),
                new Seed(
                        "gcm-ec",
                        FuzzMaterial.sealed(ContentCipher.AES_256_GCM, ERIN),
                        "authEnveloped-data clear-signed decrypted pass"),
                seed(
                        "third-part",
                        SmimeMail.multipart(
                                SmimeMail.ENTITY,
                                SmimeMail.signaturePart(signature),
                                "Content-Type: text/html\r\n\r\nmore"),
                        "clear-signed policy partially-signed"),
                seed(
                        "inside",
                        "Content-Type: multipart/mixed; boundary=m\r\n\r\n--m\r\n" + signed + "\r\n--m--\r\n",
                        "policy partially-signed"),
                seed(
                        "altered-outside",
                        SmimeMail.clearSignedEntity(
                                SmimeMail.opaqueEntity(Envelopes.cbc(SmimeMail.bytes(signed), DAVE), "enveloped-data"),
                                signature),
                        "clear-signed enveloped-data refused fail altered"),
                new Seed(
                        "triple", FuzzMaterial.triple(DAVE), "clear-signed enveloped-data clear-signed decrypted pass"),
                new Seed(
                        "two-authors",
                        SmimeMail.bytes("From: eve@example.com\r\n" + SmimeMail.HEADER + signed),
                        "clear-signed policy address-mismatch"));
    }

    private static Seed seed(String name, String entity, String outcome) {
        return new Seed(name, SmimeMail.bytes(SmimeMail.HEADER + entity), outcome);
    }
}
