package org.smimegate.mailets;

import javax.mail.MessagingException;
import org.apache.mailet.MailetConfig;
import org.smimegate.gateway.ConfigurationException;
import org.smimegate.gateway.HarvestReader;
import org.smimegate.keys.harvest.HarvestSettings;

/** The parameters of {@link HarvestKey}. */
record HarvestKeySettings(HarvestSettings harvest) {
    static HarvestKeySettings read(MailetConfig config) throws MessagingException {
        Parameters parameters = new Parameters(config);
        try {
            return new HarvestKeySettings(HarvestReader.read(parameters.read(HarvestReader.SETTINGS)));
        } catch (ConfigurationException e) {
            throw parameters.refused(String.valueOf(e.getMessage()));
        }
    }
}
