package org.smimegate.gateway;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.smimegate.core.policy.ContentCipher;
import org.smimegate.core.policy.KeyTransport;
import org.smimegate.core.policy.SigningMode;
import org.smimegate.gateway.SendingProfile.AlreadyProtected;
import org.smimegate.gateway.SendingProfile.FailureAction;
import org.smimegate.gateway.SendingProfile.MissingKeyAction;
import org.smimegate.gateway.SendingProfile.Mode;

/**
 * Reads the settings of a {@link SendingProfile}: the attributes of a profile in smime.xml and the parameters of the
 * mailets, with the same names, defaults and messages.
 */
public final class ProfileReader {
    /** Every setting but the name, in the order of the documentation. */
    public static final List<String> SETTINGS = List.of(
            "mode",
            "signing",
            "credential",
            "alreadySigned",
            "alreadyEncrypted",
            "onMissingKey",
            "cipher",
            "keyTransport",
            "toSender",
            "onFailure");

    private static final String AUTO = "auto";

    private final Map<String, String> settings;

    private ProfileReader(Map<String, String> settings) {
        this.settings = settings;
    }

    /**
     * Reads a profile; what is not set has its default.
     *
     * @throws ConfigurationException a name or a value is unknown: {@code cipher: DES (expected: auto, AES-256-GCM ...)}
     */
    public static SendingProfile read(String name, Map<String, String> settings) throws ConfigurationException {
        refuseUnknown(settings);
        return new ProfileReader(settings).read(name);
    }

    private static void refuseUnknown(Map<String, String> settings) throws ConfigurationException {
        for (String name : new TreeSet<>(settings.keySet())) {
            if (!SETTINGS.contains(name)) {
                throw new ConfigurationException(name + ": unknown (expected: " + String.join(", ", SETTINGS) + ")");
            }
        }
    }

    private SendingProfile read(String name) throws ConfigurationException {
        return new SendingProfile(
                name,
                choice("mode", Mode.SIGN_ENCRYPT.token(), Mode::ofToken, tokens(Mode.values(), Mode::token)),
                choice("signing", "detached", SigningMode::ofToken, "detached, opaque"),
                credential(),
                choice("alreadySigned", "skip", AlreadyProtected::ofToken, "skip, wrap"),
                choice("alreadyEncrypted", "skip", AlreadyProtected::ofToken, "skip, wrap"),
                choice(
                        "onMissingKey",
                        "bounce",
                        MissingKeyAction::ofToken,
                        "bounce, drop, split, clear, or the name of a processor"),
                autoOr("cipher", ContentCipher::ofToken, tokens(ContentCipher.values(), ContentCipher::token)),
                autoOr("keyTransport", KeyTransport::ofToken, tokens(KeyTransport.values(), KeyTransport::token)),
                choice("toSender", "false", ProfileReader::yesOrNo, "false, true"),
                choice("onFailure", "bounce", FailureAction::ofToken, "bounce, drop, or the name of a processor"));
    }

    private Optional<String> credential() throws ConfigurationException {
        String alias = choice("credential", "sender", ProfileReader::filled, "sender, or an alias");
        return alias.equals("sender") ? Optional.empty() : Optional.of(alias);
    }

    private <T> Optional<T> autoOr(String name, Function<String, Optional<T>> parser, String tokens)
            throws ConfigurationException {
        Function<String, Optional<Optional<T>>> orAuto = text -> text.equals(AUTO)
                ? Optional.of(Optional.empty())
                : parser.apply(text).map(Optional::of);
        return choice(name, AUTO, orAuto, AUTO + ", " + tokens);
    }

    private <T> T choice(String name, String standard, Function<String, Optional<T>> parser, String expected)
            throws ConfigurationException {
        String text = settings.getOrDefault(name, standard);
        return parser.apply(text)
                .orElseThrow(() -> new ConfigurationException(name + ": " + text + " (expected: " + expected + ")"));
    }

    private static Optional<Boolean> yesOrNo(String text) {
        return switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<String> filled(String text) {
        return text.isBlank() ? Optional.empty() : Optional.of(text);
    }

    private static <T> String tokens(T[] values, Function<T, String> token) {
        return Arrays.stream(values).map(token).collect(Collectors.joining(", "));
    }
}
