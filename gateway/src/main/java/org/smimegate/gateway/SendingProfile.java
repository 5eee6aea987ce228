package org.smimegate.gateway;

import java.util.Optional;
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

        public String token() {
            return token;
        }
    }

    /** What happens when a recipient's key is missing. */
    public sealed interface MissingKeyAction {
        record Bounce() implements MissingKeyAction {}

        record Drop() implements MissingKeyAction {}

        /** Encrypted to those who have a key, clear to the others. */
        record Split() implements MissingKeyAction {}

        /** Clear to all. */
        record Clear() implements MissingKeyAction {}

        /** Encrypted to those who have a key; the message for the others goes to that processor. */
        record ToProcessor(String processor) implements MissingKeyAction {}
    }

    /** What happens when protecting fails. */
    public sealed interface FailureAction {
        record Bounce() implements FailureAction {}

        record Drop() implements FailureAction {}

        record ToProcessor(String processor) implements FailureAction {}
    }
}
