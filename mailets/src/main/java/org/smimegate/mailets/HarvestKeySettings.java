package org.smimegate.mailets;

import javax.mail.MessagingException;
import org.apache.mailet.MailetConfig;
import org.smimegate.gateway.HarvestReader;
import org.smimegate.keys.harvest.HarvestSettings;

/** The parameters of {@link HarvestKey}. */
record HarvestKeySettings(HarvestSettings harvest) {
    static HarvestKeySettings read(MailetConfig config) throws MessagingException {
        return new HarvestKeySettings(
                Parameters.of(config).read(written -> HarvestReader.read(written.read(HarvestReader.SETTINGS))));
    }
}
