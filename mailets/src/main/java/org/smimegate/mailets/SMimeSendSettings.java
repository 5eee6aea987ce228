package org.smimegate.mailets;

import javax.mail.MessagingException;
import org.apache.mailet.MailetConfig;
import org.smimegate.gateway.Gateway;
import org.smimegate.gateway.rules.OutboundSettings;

/** The parameters of {@link SMimeSend}. */
record SMimeSendSettings(OutboundSettings outbound) {
    static SMimeSendSettings read(MailetConfig config, Gateway gateway) throws MessagingException {
        return new SMimeSendSettings(
                Parameters.of(config).read(written -> OutboundSettings.send(written, gateway.profiles())));
    }
}
