package org.smimegate.gateway;

import java.io.Closeable;
import java.util.List;
import java.util.Set;
import org.smimegate.core.message.MessageSource;
import org.smimegate.core.outcome.Address;

/** What is to be done with an outbound message; every recipient stands in exactly one place. */
public sealed interface Dispatch {
    /** Leave the message as it is, for all: it is protected already. */
    record Unchanged(String why) implements Dispatch {}

    /**
     * Send these copies; {@code lacking} are the recipients whose message goes, as it came, to the processor of
     * {@code onMissingKey}.
     */
    record Copies(List<Copy> copies, Set<Address> lacking) implements Dispatch {
        public Copies {
            copies = List.copyOf(copies);
            lacking = Set.copyOf(lacking);
        }
    }

    /** Keys are missing and the whole message bounces or is dropped. */
    record MissingKeys(Set<Address> lacking) implements Dispatch {
        public MissingKeys {
            lacking = Set.copyOf(lacking);
        }
    }

    /** Temporary trouble: try again later. */
    record Later(String detail) implements Dispatch {}

    /** Cannot be signed or encrypted: {@code onFailure}. */
    record Failed(String detail) implements Dispatch {}

    /** One copy of the message for some recipients. Closing deletes its content. */
    interface Copy extends Closeable {
        Set<Address> recipients();

        /** How it leaves. */
        Protection protection();

        /** The message to send; for a copy in clear, the message as it came. Valid until close. */
        MessageSource content();
    }

    /** How a copy leaves. */
    enum Protection {
        CLEAR,
        SIGNED,
        ENCRYPTED
    }
}
