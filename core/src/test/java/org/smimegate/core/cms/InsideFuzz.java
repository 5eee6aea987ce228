package org.smimegate.core.cms;

import static org.smimegate.core.testing.FuzzIdentities.DAVE;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.smimegate.core.testing.FuzzTarget;

/** What is inside an envelope, with an authentication code and without one. */
public class InsideFuzz implements FuzzTarget {
    static Stream<byte[]> inputs() throws Exception {
        return FuzzTarget.inputs(new InsideFuzz());
    }

    @DictionaryEntries({
        "--sig",
        "Content-Type: multipart/mixed; boundary=b",
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
        return FuzzOpener.outcomeOfInside(SmimeMail.opaque(Envelopes.gcm(input, DAVE), "authEnveloped-data")) + " | "
                + FuzzOpener.outcomeOfInside(SmimeMail.opaque(Envelopes.cbc(input, DAVE), "enveloped-data"));
    }

    @Override
    public List<Seed> seeds() throws Exception {
        String signed = SmimeMail.clearSignedEntity(SmimeMail.ENTITY, FuzzMaterial.handSigned(null));
        String opaque = SmimeMail.opaqueEntity(FuzzMaterial.handSigned(SmimeMail.entity()), "signed-data");
        String packed = SmimeMail.opaqueEntity(Envelopes.compressed(SmimeMail.bytes(opaque)), "compressed-data");
        String twice = SmimeMail.opaqueEntity(Envelopes.cbc(SmimeMail.bytes(signed), DAVE), "enveloped-data");
        return List.of(
                seed(
                        "text",
                        SmimeMail.ENTITY,
                        "authEnveloped-data decrypted none | enveloped-data decrypted none unauthenticated"),
                seed("signed", signed, both("clear-signed decrypted pass")),
                seed("opaque", opaque, both("signed-data decrypted pass")),
                seed("compressed", packed, both("compressed-data signed-data decrypted pass")),
                seed("twice", twice, both("enveloped-data clear-signed decrypted pass")),
                seed(
                        "gadget",
                        "Content-Type: text/html\r\n\r\n<img src=\"http://x/\u0001\u0002\u0003\u00f0\u00f1\">",
                        "authEnveloped-data decrypted none | enveloped-data refused none unauthenticated"),
                seed(
                        "certificates",
                        SmimeMail.opaqueEntity(new byte[] {0x30, (byte) 0x80, 0, 0}, "certs-only"),
                        both("certs-only decrypted neutral malformed")));
    }

    private static String both(String outcome) {
        return "authEnveloped-data " + outcome + " | enveloped-data " + outcome;
    }

    private static Seed seed(String name, String entity, String outcome) {
        return new Seed(name, SmimeMail.bytes(entity), outcome);
    }
}
