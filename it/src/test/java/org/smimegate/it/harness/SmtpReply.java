package org.smimegate.it.harness;

/** What a server answered: the code, and every line of the answer. */
public record SmtpReply(int code, String text) {
    boolean positive() {
        return code < 400;
    }
}
