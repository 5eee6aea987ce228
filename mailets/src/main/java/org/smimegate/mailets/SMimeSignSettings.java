package org.smimegate.mailets;

import javax.mail.MessagingException;
import org.apache.mailet.MailetConfig;
import org.smimegate.gateway.rules.OutboundSettings;

/** The parameters of {@link SMimeSign}. */
record SMimeSignSettings(OutboundSettings outbound) {
    static SMimeSignSettings read(MailetConfig config) throws MessagingException {
        return new SMimeSignSettings(Parameters.of(config).read(OutboundSettings::sign));
    }
}
