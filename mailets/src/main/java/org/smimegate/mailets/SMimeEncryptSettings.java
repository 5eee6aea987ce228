package org.smimegate.mailets;

import java.util.List;
import java.util.Map;
import javax.mail.MessagingException;
import org.apache.mailet.MailetConfig;

/** The parameters of {@link SMimeEncrypt}. */
record SMimeEncryptSettings(OutboundSettings outbound) {
    private static final List<String> PARAMETERS =
            List.of("onMissingKey", "alreadyEncrypted", "cipher", "keyTransport", "toSender", "onFailure");

    static SMimeEncryptSettings read(MailetConfig config) throws MessagingException {
        return new SMimeEncryptSettings(OutboundSettings.ofParameters(config, PARAMETERS, Map.of("mode", "encrypt")));
    }
}
