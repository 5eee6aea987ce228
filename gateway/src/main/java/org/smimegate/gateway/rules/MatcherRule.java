package org.smimegate.gateway.rules;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.smimegate.gateway.ConfigurationException;
import org.smimegate.gateway.GatewaySettings.Labels;

/** Our matchers and the conditions they take. */
public enum MatcherRule {
    GATEWAY_MESSAGE("SMimeGatewayMessage", List.of("signed", "encrypted", "compressed", "certs-only")),
    GATEWAY_VERIFIED("SMimeGatewayVerified", List.of("signed")),
    HAS_LABEL_GUID("HasLabelGuid", List.of()),
    RECIPIENT_KEY_AVAILABLE("RecipientKeyAvailable", List.of()),
    SENDER_KEY_AVAILABLE("SenderKeyAvailable", List.of()),
    WAS_DECRYPTED("WasDecrypted", List.of());

    /** Where they are. */
    public static final String PACKAGE = "org.smimegate.matchers.";

    private final String simpleName;
    private final List<String> words;

    MatcherRule(String simpleName, List<String> words) {
        this.simpleName = simpleName;
        this.words = words;
    }

    /** @param className as mailetcontainer.xml has it, in full */
    public static Optional<MatcherRule> ofClass(String className) {
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

    /**
     * Reads the condition as the matcher does when it starts.
     *
     * @param labels of smime.xml
     * @return its words, or the GUIDs of the labels it names
     */
    public Set<String> read(Optional<String> condition, Labels labels) throws ConfigurationException {
        return this == HAS_LABEL_GUID ? Conditions.guids(condition, labels) : Conditions.words(condition, words);
    }
}
