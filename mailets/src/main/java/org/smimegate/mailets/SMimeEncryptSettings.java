package org.smimegate.mailets;

import javax.mail.MessagingException;
import org.apache.mailet.MailetConfig;
import org.smimegate.gateway.rules.OutboundSettings;

/** The parameters of {@link SMimeEncrypt}. */
record SMimeEncryptSettings(OutboundSettings outbound) {
    static SMimeEncryptSettings read(MailetConfig config) throws MessagingException {
        return new SMimeEncryptSettings(Parameters.of(config).read(OutboundSettings::encrypt));
    }
}
