package org.smimegate.mailets;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.inject.Inject;
import javax.inject.Singleton;

/**
 * The outbound mailets of one James server in the order in which James made them, which is that of the configuration. A
 * copy of a split mail and a mail that is tried again enter their processor at its top; by their places the mailets know
 * what they did to it before.
 */
@Singleton
public final class MailetOrder {
    /** A name that nobody else knows and that does not outlive the server: places may differ after a restart. */
    private final String run = UUID.randomUUID().toString();

    private final AtomicInteger last = new AtomicInteger();

    @Inject
    public MailetOrder() {}

    Place next() {
        return new Place(run, last.incrementAndGet());
    }
}
