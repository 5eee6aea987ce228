package org.smimegate.mailets;

import java.util.List;
import javax.mail.MessagingException;
import org.apache.mailet.MailetConfig;
import org.smimegate.core.policy.SignatureHandling;

/**
 * The parameters of {@link SMimeDecryptVerify}.
 *
 * @param signature whether a verified signature stays
 */
record SMimeDecryptVerifySettings(SignatureHandling signature) {
    private static final String SIGNATURE = "signature";

    static SMimeDecryptVerifySettings read(MailetConfig config) throws MessagingException {
        Parameters parameters = new Parameters(config);
        String signature = parameters.read(List.of(SIGNATURE)).getOrDefault(SIGNATURE, SignatureHandling.KEEP.token());
        return new SMimeDecryptVerifySettings(SignatureHandling.ofToken(signature)
                .orElseThrow(() -> parameters.refused(SIGNATURE + ": " + signature + " (expected: keep, remove)")));
    }
}
