package org.smimegate.keys.harvest;

/** How far an offered certificate is believed. */
sealed interface Admission {
    /** The message's signature passed, and the certificate is trusted. */
    record Verified() implements Admission {}

    /** It is trusted, but nobody signed the message. */
    record Unsigned() implements Admission {}

    /** Only an administrator can tell; {@code why} says what is wrong. */
    record Doubtful(String why) implements Admission {}

    /** It is not let in. */
    record Refused(String why) implements Admission {}

    /** Believed enough to be used at once. */
    default boolean isTrusted() {
        return this instanceof Verified || this instanceof Unsigned;
    }

    /** What is wrong; empty if nothing is. */
    default String trouble() {
        if (this instanceof Doubtful doubtful) {
            return doubtful.why();
        }
        return this instanceof Refused refused ? refused.why() : "";
    }
}
