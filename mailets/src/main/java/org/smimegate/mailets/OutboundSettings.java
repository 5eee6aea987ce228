package org.smimegate.mailets;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.apache.mailet.MailetConfig;
import org.apache.mailet.ProcessingState;
import org.smimegate.gateway.ConfigurationException;
import org.smimegate.gateway.ProfileReader;
import org.smimegate.gateway.SendingProfile;
import org.smimegate.gateway.SendingProfile.FailureAction;
import org.smimegate.gateway.SendingProfile.MissingKeyAction;

/**
 * What a mailet does with mail that leaves.
 *
 * @param mailet its name, for the log
 * @param errorProcessors processors that James' own parameters name
 */
record OutboundSettings(String mailet, SendingProfile profile, Set<String> errorProcessors) {
    OutboundSettings {
        errorProcessors = Set.copyOf(errorProcessors);
    }

    /**
     * Reads the settings of a profile from parameters.
     *
     * @param allowed the parameters of the mailet
     * @param fixed what the mailet is, whatever its parameters
     */
    static OutboundSettings ofParameters(MailetConfig config, List<String> allowed, Map<String, String> fixed)
            throws MessagingException {
        Parameters parameters = new Parameters(config);
        Map<String, String> settings = new HashMap<>(parameters.read(allowed));
        settings.putAll(fixed);
        try {
            SendingProfile profile = ProfileReader.read(config.getMailetName(), settings);
            return new OutboundSettings(config.getMailetName(), profile, parameters.errorProcessors());
        } catch (ConfigurationException e) {
            throw parameters.refused(String.valueOf(e.getMessage()));
        }
    }

    /** Every processor a mail may be sent to; James refuses to start without one of them. */
    Collection<ProcessingState> processors() {
        Set<String> names = new TreeSet<>(errorProcessors);
        names.add(Mail.ERROR);
        if (profile.onFailure() instanceof FailureAction.Bounce) {
            names.add(Exits.BOUNCE);
        } else if (profile.onFailure() instanceof FailureAction.ToProcessor to) {
            names.add(to.processor());
        }
        if (profile.mode().encrypts()) {
            names.add(Exits.RETRY);
            addForMissingKeys(names);
        }
        return names.stream().map(ProcessingState::new).toList();
    }

    private void addForMissingKeys(Set<String> names) {
        if (profile.onMissingKey() instanceof MissingKeyAction.Bounce) {
            names.add(Exits.BOUNCE);
        } else if (profile.onMissingKey() instanceof MissingKeyAction.ToProcessor to) {
            names.add(to.processor());
        }
    }
}
