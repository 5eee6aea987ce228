package org.smimegate.gateway.rules;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.smimegate.gateway.ConfigurationException;
import org.smimegate.gateway.HarvestReader;
import org.smimegate.gateway.SendingProfile;

/** Our mailets and what they want of mailetcontainer.xml. */
public enum MailetRule {
    SIGN(
            "SMimeSign",
            (parameters, profiles) -> OutboundSettings.sign(parameters).processors()),
    ENCRYPT(
            "SMimeEncrypt",
            (parameters, profiles) -> OutboundSettings.encrypt(parameters).processors()),
    SEND(
            "SMimeSend",
            (parameters, profiles) ->
                    OutboundSettings.send(parameters, profiles).processors()),
    DECRYPT_VERIFY("SMimeDecryptVerify", (parameters, profiles) -> {
        InboundSettings.read(parameters);
        return Set.of(Processors.ERROR);
    }),
    HARVEST("HarvestKey", (parameters, profiles) -> {
        HarvestReader.read(parameters.read(HarvestReader.SETTINGS));
        return Set.of();
    }),
    REQUIRE_TLS(
            "RequireTls",
            (parameters, profiles) -> RequireTlsParameters.read(parameters).processors());

    /** Where they are. */
    public static final String PACKAGE = "org.smimegate.mailets.";

    private interface Reader {
        Set<String> processors(MailetParameters parameters, Collection<SendingProfile> profiles)
                throws ConfigurationException;
    }

    private final String simpleName;
    private final Reader reader;

    MailetRule(String simpleName, Reader reader) {
        this.simpleName = simpleName;
        this.reader = reader;
    }

    /** @param className as mailetcontainer.xml has it, in full */
    public static Optional<MailetRule> ofClass(String className) {
        return Arrays.stream(values())
                .filter(rule -> rule.className().equals(className))
                .findFirst();
    }

    public String simpleName() {
        return simpleName;
    }

    public String className() {
        return PACKAGE + simpleName;
    }

    /** Whether it protects mail that leaves, so that nothing may go on without it. */
    public boolean isOutbound() {
        return this != DECRYPT_VERIFY && this != HARVEST;
    }

    /**
     * Reads the parameters as the mailet does when it starts.
     *
     * @param profiles of smime.xml
     * @return processors that must be there
     */
    public Set<String> read(MailetParameters parameters, Collection<SendingProfile> profiles)
            throws ConfigurationException {
        return reader.processors(parameters, profiles);
    }
}
