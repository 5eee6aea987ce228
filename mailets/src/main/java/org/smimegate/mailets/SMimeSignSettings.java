package org.smimegate.mailets;

import java.util.List;
import java.util.Map;
import javax.mail.MessagingException;
import org.apache.mailet.MailetConfig;

/** The parameters of {@link SMimeSign}. */
record SMimeSignSettings(OutboundSettings outbound) {
    private static final List<String> PARAMETERS = List.of("signing", "credential", "alreadySigned", "onFailure");

    static SMimeSignSettings read(MailetConfig config) throws MessagingException {
        return new SMimeSignSettings(
                OutboundSettings.ofParameters(config, PARAMETERS, Map.of("mode", "sign", "alreadyEncrypted", "wrap")));
    }
}
