package org.smimegate.mailets;

import java.util.List;
import java.util.stream.Collectors;
import javax.mail.MessagingException;
import org.apache.mailet.MailetConfig;
import org.smimegate.gateway.Gateway;
import org.smimegate.gateway.SendingProfile;

/** The parameters of {@link SMimeSend}. */
record SMimeSendSettings(OutboundSettings outbound) {
    private static final String PROFILE = "profile";

    static SMimeSendSettings read(MailetConfig config, Gateway gateway) throws MessagingException {
        Parameters parameters = new Parameters(config);
        String name = parameters.read(List.of(PROFILE)).getOrDefault(PROFILE, "");
        SendingProfile profile = gateway.profile(name)
                .orElseThrow(() -> parameters.refused(
                        PROFILE + ": " + name + " (expected: a profile of smime.xml: " + profiles(gateway) + ")"));
        return new SMimeSendSettings(
                new OutboundSettings(config.getMailetName(), profile, parameters.errorProcessors()));
    }

    private static String profiles(Gateway gateway) {
        return gateway.profiles().stream().map(SendingProfile::name).collect(Collectors.joining(", "));
    }
}
