package org.smimegate.it.mailets;

import java.nio.file.Files;
import java.nio.file.Path;
import javax.inject.Inject;
import org.smimegate.gateway.Dispatch;
import org.smimegate.gateway.Outbound;
import org.smimegate.mailets.OutboundParts;
import org.smimegate.mailets.SMimeEncrypt;

/** SMimeEncrypt whose directories do not answer as long as there is a file {@code outage} in the server's folder. */
public class OutageEncrypt extends SMimeEncrypt {
    private static final Path OUTAGE = Path.of("outage");

    @Inject
    public OutageEncrypt(OutboundParts parts) {
        super(parts.around(OutageEncrypt::unreliable));
    }

    private static Outbound unreliable(Outbound engine) {
        return (message, recipients, profile, at) -> Files.exists(OUTAGE)
                ? new Dispatch.Later("directory is out of order")
                : engine.dispatch(message, recipients, profile, at);
    }
}
