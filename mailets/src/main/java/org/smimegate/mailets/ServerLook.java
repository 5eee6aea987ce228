package org.smimegate.mailets;

import java.time.Duration;
import org.smimegate.gateway.Gateway;
import org.smimegate.gateway.tls.ProbeResult;
import org.smimegate.gateway.tls.StartTlsProbe;
import org.smimegate.mailets.tls.DomainTls;
import org.smimegate.mailets.tls.MailServer;

/** Asks a mail server for TLS, as {@code smimegate tls} does. */
record ServerLook(Gateway gateway) implements MailServer.Look {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @Override
    public DomainTls at(MailServer server) {
        StartTlsProbe probe =
                new StartTlsProbe(gateway.name(), TIMEOUT, gateway.tlsTrust().get());
        return of(probe.probe(server.host(), server.port()));
    }

    /** A server that says no for good is one without TLS; one that says no for now may have it later. */
    static DomainTls of(ProbeResult result) {
        if (result instanceof ProbeResult.Encrypted encrypted) {
            return encrypted.judgement().isVerified() ? DomainTls.VERIFIED : DomainTls.UNVERIFIED;
        }
        if (result instanceof ProbeResult.NotOffered) {
            return DomainTls.NONE;
        }
        if (result instanceof ProbeResult.Refused refused) {
            return refused.isPermanent() ? DomainTls.NONE : DomainTls.UNKNOWN;
        }
        return result instanceof ProbeResult.Unreachable ? DomainTls.UNKNOWN : DomainTls.BROKEN;
    }
}
