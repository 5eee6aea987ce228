package org.smimegate.gateway;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.smimegate.core.message.MessageSource;
import org.smimegate.core.outcome.Address;

/** What is to be done with an outbound message; every recipient stands in exactly one place. */
public sealed interface Dispatch {
    /** Leave the message as it is, for all: it is protected already. */
    record Unchanged(String why) implements Dispatch {}

    /**
     * Send these copies. Recipients without a key who are in no copy get the message, as it came, in the processor of
     * {@code onMissingKey}.
     *
     * @param lacking who has no key, whether in a copy or not, and why
     */
    record Copies(List<Copy> copies, Map<Address, String> lacking) implements Dispatch, Closeable {
        public Copies {
            copies = List.copyOf(copies);
            lacking = Map.copyOf(lacking);
        }

        /** Closes every copy. */
        @Override
        public void close() throws IOException {
            Closing.all(copies);
        }
    }

    /**
     * Keys are missing and the whole message bounces or is dropped.
     *
     * @param lacking who has no key, and why
     */
    record MissingKeys(Map<Address, String> lacking) implements Dispatch {
        public MissingKeys {
            lacking = Map.copyOf(lacking);
        }
    }

    /** Temporary trouble: try again later. */
    record Later(String detail) implements Dispatch {}

    /** Cannot be signed or encrypted: {@code onFailure}. */
    record Failed(String detail) implements Dispatch {}

    /** One copy of the message for some recipients. Its content is deleted when all copies of the message are closed. */
    interface Copy extends Closeable {
        Set<Address> recipients();

        /** How it leaves. */
        Protection protection();

        /** The message to send; for a copy in clear, the message as it came. Valid until close. */
        MessageSource content();
    }

    /** How a copy leaves. */
    enum Protection {
        CLEAR("clear"),
        SIGNED("signed"),
        ENCRYPTED("encrypted");

        private final String token;

        Protection(String token) {
            this.token = token;
        }

        /** The name in logs, counters and JSON. */
        public String token() {
            return token;
        }
    }
}
