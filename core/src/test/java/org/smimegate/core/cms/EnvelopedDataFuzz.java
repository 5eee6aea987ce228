package org.smimegate.core.cms;

import static org.smimegate.core.testing.FuzzIdentities.DAVE;
import static org.smimegate.core.testing.FuzzIdentities.ERIN;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.smimegate.core.testing.FuzzTarget;

/** A CMS object that says it is EnvelopedData, AuthEnvelopedData or CompressedData. */
public class EnvelopedDataFuzz implements FuzzTarget {
    static Stream<byte[]> inputs() throws Exception {
        return FuzzTarget.inputs(new EnvelopedDataFuzz());
    }

    @MethodSource("inputs")
    @FuzzTest(maxDuration = "")
    void fuzz(byte[] input) throws Exception {
        outcome(input);
    }

    @Override
    public String outcome(byte[] input) throws Exception {
        return FuzzOpener.outcome(SmimeMail.opaque(input, "enveloped-data"));
    }

    @Override
    public List<Seed> seeds() throws Exception {
        byte[] entity = SmimeMail.entity();
        byte[] signed = SmimeMail.bytes(SmimeMail.clearSignedEntity(SmimeMail.ENTITY, FuzzMaterial.handSigned(null)));
        return List.of(
                new Seed("cbc", Envelopes.cbc(entity, DAVE), "enveloped-data decrypted none unauthenticated"),
                new Seed("cbc-signed", Envelopes.cbc(signed, DAVE), "enveloped-data clear-signed decrypted pass"),
                new Seed("gcm", Envelopes.gcm(entity, DAVE), "authEnveloped-data decrypted none"),
                new Seed("gcm-signed", Envelopes.gcm(signed, DAVE), "authEnveloped-data clear-signed decrypted pass"),
                new Seed("compressed", Envelopes.compressed(signed), "compressed-data clear-signed pass"),
                new Seed(
                        "openssl",
                        FuzzMaterial.opensslEncrypted(signed, DAVE, "-aes256"),
                        "enveloped-data clear-signed decrypted pass"),
                new Seed(
                        "openssl-stream",
                        FuzzMaterial.opensslEncrypted(signed, DAVE, "-aes128", "-stream", "-keyid"),
                        "enveloped-data clear-signed decrypted pass"),
                new Seed(
                        "openssl-gcm",
                        FuzzMaterial.opensslEncrypted(signed, DAVE, "-aes-256-gcm"),
                        "authEnveloped-data clear-signed decrypted pass"),
                new Seed(
                        "openssl-ec",
                        FuzzMaterial.opensslEncrypted(signed, ERIN, "-aes256"),
                        "enveloped-data clear-signed decrypted pass"),
                new Seed(
                        "openssl-des3",
                        FuzzMaterial.opensslEncrypted(signed, DAVE, "-des3"),
                        "enveloped-data clear-signed decrypted pass"));
    }
}
