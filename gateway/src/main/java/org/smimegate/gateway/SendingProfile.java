package org.smimegate.gateway;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.smimegate.core.policy.ContentCipher;
import org.smimegate.core.policy.KeyTransport;
import org.smimegate.core.policy.SigningMode;

/**
 * How mail is protected on its way out; one immutable value for the mailets SMimeSign, SMimeEncrypt, SMimeSend, the
 * profiles of smime.xml and the command line.
 *
 * @param credential empty: by the sender ({@code sender}), else an alias
 * @param cipher empty: auto
 * @param keyTransport empty: auto
 */
public record SendingProfile(
        String name,
        Mode mode,
        SigningMode signing,
        Optional<String> credential,
        AlreadyProtected alreadySigned,
        AlreadyProtected alreadyEncrypted,
        MissingKeyAction onMissingKey,
        Optional<ContentCipher> cipher,
        Optional<KeyTransport> keyTransport,
        boolean toSender,
        FailureAction onFailure) {

    /** Layers, innermost first. */
    public enum Mode {
        SIGN("sign"),
        ENCRYPT("encrypt"),
        SIGN_ENCRYPT("sign-encrypt"),
        TRIPLE("triple");

        private final String token;

        Mode(String token) {
            this.token = token;
        }

        public static Optional<Mode> ofToken(String token) {
            return Arrays.stream(values()).filter(m -> m.token.equals(token)).findFirst();
        }

        public String token() {
            return token;
        }

        public boolean signs() {
            return this != ENCRYPT;
        }

        public boolean encrypts() {
            return this != SIGN;
        }
    }

    /** What happens to a message that is signed or encrypted already. */
    public enum AlreadyProtected {
        SKIP("skip"),
        WRAP("wrap");

        private final String token;

        AlreadyProtected(String token) {
            this.token = token;
        }

        public static Optional<AlreadyProtected> ofToken(String token) {
            return Arrays.stream(values()).filter(a -> a.token.equals(token)).findFirst();
        }

        public String token() {
            return token;
        }
    }

    /** What happens when a recipient's key is missing. */
    public sealed interface MissingKeyAction {
        /** The whole message goes back. */
        record Bounce() implements MissingKeyAction {
            @Override
            public String token() {
                return "bounce";
            }
        }

        /** Nobody gets the message. */
        record Drop() implements MissingKeyAction {
            @Override
            public String token() {
                return "drop";
            }
        }

        /** Encrypted to those who have a key, clear to the others. */
        record Split() implements MissingKeyAction {
            @Override
            public String token() {
                return "split";
            }
        }

        /** Clear to all. */
        record Clear() implements MissingKeyAction {
            @Override
            public String token() {
                return "clear";
            }
        }

        /** Encrypted to those who have a key; the message for the others goes to that processor. */
        record ToProcessor(String processor) implements MissingKeyAction {
            @Override
            public String token() {
                return processor;
            }
        }

        /** The word in smime.xml, mailet parameters, logs and JSON. */
        String token();

        /** {@code bounce}, {@code drop}, {@code split}, {@code clear}, or the name of a processor. */
        static Optional<MissingKeyAction> ofToken(String token) {
            return switch (token) {
                case "bounce" -> Optional.of(new Bounce());
                case "drop" -> Optional.of(new Drop());
                case "split" -> Optional.of(new Split());
                case "clear" -> Optional.of(new Clear());
                default -> processor(token).map(ToProcessor::new);
            };
        }
    }

    /** What happens when protecting fails. */
    public sealed interface FailureAction {
        /** The message goes back. */
        record Bounce() implements FailureAction {
            @Override
            public String token() {
                return "bounce";
            }
        }

        /** Nobody gets the message. */
        record Drop() implements FailureAction {
            @Override
            public String token() {
                return "drop";
            }
        }

        /** The message, as it came, goes to that processor. */
        record ToProcessor(String processor) implements FailureAction {
            @Override
            public String token() {
                return processor;
            }
        }

        /** The word in smime.xml, mailet parameters, logs and JSON. */
        String token();

        /** {@code bounce}, {@code drop}, or the name of a processor. */
        static Optional<FailureAction> ofToken(String token) {
            return switch (token) {
                case "bounce" -> Optional.of(new Bounce());
                case "drop" -> Optional.of(new Drop());
                default -> processor(token).map(ToProcessor::new);
            };
        }
    }

    /** Words that James reads as something else than a processor: such a mail would be lost or go on unprotected. */
    private static final Set<String> NO_PROCESSORS =
            Set.of("ignore", "propagate", "nomatch", "matchall", "ghost", "split", "clear", "skip", "wrap");

    private static final Pattern PROCESSOR = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private static Optional<String> processor(String token) {
        boolean reserved = NO_PROCESSORS.contains(token.toLowerCase(Locale.ROOT));
        return reserved || !PROCESSOR.matcher(token).matches() ? Optional.empty() : Optional.of(token);
    }
}
