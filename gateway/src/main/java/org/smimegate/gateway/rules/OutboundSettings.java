package org.smimegate.gateway.rules;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
public record OutboundSettings(String mailet, SendingProfile profile, Set<String> errorProcessors) {
    private static final List<String> SIGN = List.of("signing", "credential", "alreadySigned", "onFailure");
    private static final List<String> ENCRYPT =
            List.of("onMissingKey", "alreadyEncrypted", "cipher", "keyTransport", "toSender", "onFailure");
    private static final String PROFILE = "profile";

    public OutboundSettings {
        errorProcessors = Set.copyOf(errorProcessors);
    }

    /** Of SMimeSign. */
    public static OutboundSettings sign(MailetParameters parameters) throws ConfigurationException {
        return ofParameters(parameters, SIGN, Map.of("mode", "sign", "alreadyEncrypted", "wrap"));
    }

    /** Of SMimeEncrypt. */
    public static OutboundSettings encrypt(MailetParameters parameters) throws ConfigurationException {
        return ofParameters(parameters, ENCRYPT, Map.of("mode", "encrypt"));
    }

    /** Of SMimeSend, which takes one of the profiles. */
    public static OutboundSettings send(MailetParameters parameters, Collection<SendingProfile> profiles)
            throws ConfigurationException {
        String name = parameters.read(List.of(PROFILE)).getOrDefault(PROFILE, "");
        SendingProfile profile = profiles.stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ConfigurationException(
                        PROFILE + ": " + name + " (expected: a profile of smime.xml: " + names(profiles) + ")"));
        return new OutboundSettings(parameters.mailet(), profile, parameters.errorProcessors());
    }

    /** @param fixed what the mailet is, whatever its parameters */
    private static OutboundSettings ofParameters(
            MailetParameters parameters, List<String> allowed, Map<String, String> fixed)
            throws ConfigurationException {
        Map<String, String> settings = new HashMap<>(parameters.read(allowed));
        settings.putAll(fixed);
        SendingProfile profile = ProfileReader.read(parameters.mailet(), settings);
        return new OutboundSettings(parameters.mailet(), profile, parameters.errorProcessors());
    }

    private static String names(Collection<SendingProfile> profiles) {
        return profiles.stream().map(SendingProfile::name).collect(Collectors.joining(", "));
    }

    /** Every processor a mail may be sent to. */
    public Set<String> processors() {
        Set<String> names = new TreeSet<>(errorProcessors);
        names.add(Processors.ERROR);
        if (profile.onFailure() instanceof FailureAction.Bounce) {
            names.add(Processors.BOUNCE);
        } else if (profile.onFailure() instanceof FailureAction.ToProcessor to) {
            names.add(to.processor());
        }
        if (profile.mode().encrypts()) {
            names.add(Processors.RETRY);
            addForMissingKeys(names);
        }
        return names;
    }

    private void addForMissingKeys(Set<String> names) {
        if (profile.onMissingKey() instanceof MissingKeyAction.Bounce) {
            names.add(Processors.BOUNCE);
        } else if (profile.onMissingKey() instanceof MissingKeyAction.ToProcessor to) {
            names.add(to.processor());
        }
    }
}
