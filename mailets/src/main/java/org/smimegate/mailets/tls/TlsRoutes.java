package org.smimegate.mailets.tls;

import java.util.Optional;
import org.smimegate.gateway.rules.RequireTlsParameters;

/**
 * The names around a delivery.
 *
 * @param outgoing the queue
 * @param bounce the processor of mail that is given up
 * @param onSuccess the processor of mail that was delivered
 */
public record TlsRoutes(String outgoing, String bounce, Optional<String> onSuccess) {
    /** The queue of a RequireTls that names none. */
    public static final String OUTGOING = RequireTlsParameters.OUTGOING;

    /** The processor of a RequireTls that names none. */
    public static final String BOUNCE = RequireTlsParameters.BOUNCE;
}
