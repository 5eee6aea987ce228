package org.smimegate.mailets;

import javax.mail.MessagingException;
import org.apache.mailet.MailetConfig;
import org.smimegate.core.policy.SignatureHandling;
import org.smimegate.gateway.rules.InboundSettings;

/**
 * The parameters of {@link SMimeDecryptVerify}.
 *
 * @param signature whether a verified signature stays
 */
record SMimeDecryptVerifySettings(SignatureHandling signature) {
    static SMimeDecryptVerifySettings read(MailetConfig config) throws MessagingException {
        return new SMimeDecryptVerifySettings(
                Parameters.of(config).read(InboundSettings::read).signature());
    }
}
