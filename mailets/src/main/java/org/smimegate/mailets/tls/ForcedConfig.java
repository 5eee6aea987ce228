package org.smimegate.mailets.tls;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.mailet.MailetConfig;
import org.apache.mailet.MailetContext;
import org.jspecify.annotations.Nullable;

/**
 * RemoteDelivery's configuration: what of the administrator's parameters passed the check, and on top of it what makes
 * TLS a must. Nothing else reaches RemoteDelivery.
 */
final class ForcedConfig implements MailetConfig {
    private final String name;
    private final MailetContext context;
    private final Map<String, String> values;

    ForcedConfig(String name, MailetContext context, Map<String, String> parameters, TlsRoutes routes, Peer peer) {
        this.name = name;
        this.context = context;
        Map<String, String> all = new LinkedHashMap<>(parameters);
        all.putAll(forced(routes, Boolean.toString(peer == Peer.VERIFIED)));
        this.values = Map.copyOf(all);
    }

    /** {@code startTLS} alone would fall back to clear text; {@code mail.*} go to JavaMail as they are. */
    private static Map<String, String> forced(TlsRoutes routes, String verified) {
        return Map.of(
                "outgoing",
                routes.outgoing(),
                "bounceProcessor",
                routes.bounce(),
                "onSuccess",
                OutcomeContext.DELIVERED,
                "startTLS",
                "true",
                "sslEnable",
                "false",
                "verifyServerIdentity",
                verified,
                "mail.smtp.starttls.enable",
                "true",
                "mail.smtp.starttls.required",
                "true",
                "mail.smtp.ssl.checkserveridentity",
                verified,
                "mail.smtp.ssl.socketFactory.class",
                AttemptSockets.class.getName());
    }

    @Override
    public @Nullable String getInitParameter(String parameter) {
        return values.get(parameter);
    }

    @Override
    public Iterator<String> getInitParameterNames() {
        return values.keySet().iterator();
    }

    @Override
    public MailetContext getMailetContext() {
        return context;
    }

    @Override
    public String getMailetName() {
        return name;
    }
}
