package org.smimegate.core.cms;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.smimegate.core.testing.FuzzIdentities;
import org.smimegate.core.testing.FuzzTarget;

/** A CMS object that says it is SignedData: as a body of its own, and as the signature of a clear text. */
public class SignedDataFuzz implements FuzzTarget {
    static Stream<byte[]> inputs() throws Exception {
        return FuzzTarget.inputs(new SignedDataFuzz());
    }

    @MethodSource("inputs")
    @FuzzTest(maxDuration = "")
    void fuzz(byte[] input) throws Exception {
        outcome(input);
    }

    @Override
    public String outcome(byte[] input) throws Exception {
        return FuzzOpener.outcome(SmimeMail.opaque(input, "signed-data")) + " | "
                + FuzzOpener.outcome(SmimeMail.clearSigned(SmimeMail.ENTITY, input));
    }

    @Override
    public List<Seed> seeds() throws Exception {
        String opaque = "signed-data pass | clear-signed neutral malformed";
        String detached = "signed-data neutral malformed | clear-signed pass";
        byte[] certificates = FuzzMaterial.openssl(openssl -> openssl.run(
                        "crl2pkcs7",
                        new byte[0],
                        "-nocrl",
                        "-certfile",
                        openssl.certificates(FuzzIdentities.BOB.fullChain()),
                        "-outform",
                        "DER")
                .output());
        return List.of(
                new Seed("opaque", FuzzMaterial.handSigned(SmimeMail.entity()), opaque),
                new Seed("detached", FuzzMaterial.handSigned(null), detached),
                new Seed("openssl", FuzzMaterial.opensslSigned("-nodetach"), opaque),
                new Seed("openssl-stream", FuzzMaterial.opensslSigned("-nodetach", "-stream", "-keyid"), opaque),
                new Seed("openssl-no-attributes", FuzzMaterial.opensslSigned("-noattr"), detached),
                new Seed("openssl-sha512", FuzzMaterial.opensslSigned("-md", "sha512"), detached),
                new Seed(
                        "no-certificates",
                        FuzzMaterial.opensslSigned("-nocerts"),
                        "signed-data neutral malformed | clear-signed policy untrusted"),
                new Seed("certificates-only", certificates, "certs-only none | clear-signed neutral no-signer"));
    }
}
