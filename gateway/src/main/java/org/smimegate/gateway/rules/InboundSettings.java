package org.smimegate.gateway.rules;

import java.util.List;
import org.smimegate.core.policy.SignatureHandling;
import org.smimegate.gateway.ConfigurationException;

/**
 * What SMimeDecryptVerify does.
 *
 * @param signature whether a verified signature stays
 */
public record InboundSettings(SignatureHandling signature) {
    private static final String SIGNATURE = "signature";

    public static InboundSettings read(MailetParameters parameters) throws ConfigurationException {
        String signature = parameters.read(List.of(SIGNATURE)).getOrDefault(SIGNATURE, SignatureHandling.KEEP.token());
        return new InboundSettings(SignatureHandling.ofToken(signature)
                .orElseThrow(
                        () -> new ConfigurationException(SIGNATURE + ": " + signature + " (expected: keep, remove)")));
    }
}
