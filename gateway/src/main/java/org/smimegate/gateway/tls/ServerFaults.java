package org.smimegate.gateway.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.smimegate.gateway.tls.ServerFault.Kind;
import org.smimegate.keys.remote.ServerText;

/** Finds out why a server is not verified. Whether it is was decided before, see {@link ServerJudgement}. */
public final class ServerFaults {
    private static final List<String> FOR_SERVERS = List.of("1.3.6.1.5.5.7.3.1", "2.5.29.37.0");

    private final ChainWalk walk;
    private final ServerJudgement judgement;
    private final String host;
    private final Instant now;
    private final List<ServerFault> faults = new ArrayList<>();

    private ServerFaults(ChainWalk walk, ServerJudgement judgement, String host, Instant now) {
        this.walk = walk;
        this.judgement = judgement;
        this.host = host;
        this.now = now;
    }

    /** Every reason that can be named, at least one; none if the server is verified. */
    public static List<ServerFault> of(
            ProbeResult.Encrypted result, Collection<X509Certificate> anchors, String host, Instant now) {
        return of(result.chain(), result.judgement(), anchors, host, now);
    }

    /**
     * As {@link #of(ProbeResult.Encrypted, Collection, String, Instant)}.
     *
     * @param chain as a server would send it
     * @param judgement what was thought of it
     */
    public static List<ServerFault> of(
            List<X509Certificate> chain,
            ServerJudgement judgement,
            Collection<X509Certificate> anchors,
            String host,
            Instant now) {
        if (judgement.isVerified() || chain.isEmpty()) {
            return List.of();
        }
        return new ServerFaults(ChainWalk.of(chain, anchors), judgement, host, now).find();
    }

    private List<ServerFault> find() {
        if (judgement.untrusted().isPresent()) {
            findEnd();
            walk.path().forEach(this::findDates);
            findUsage(walk.path().get(0));
            if (faults.isEmpty()) {
                add(Kind.REFUSED, judgement.untrusted().get());
            }
        }
        if (judgement.misnamed().isPresent()) {
            add(Kind.WRONG_NAME, "the certificate is not for " + host + " but for " + names());
        }
        return List.copyOf(faults);
    }

    private void findEnd() {
        X509Certificate last = walk.last();
        if (walk.anchored()) {
            return;
        }
        boolean alone = walk.path().size() == 1;
        if (ChainWalk.isSelfSigned(last)) {
            add(
                    alone ? Kind.SELF_SIGNED : Kind.UNKNOWN_AUTHORITY,
                    subject(last) + (alone ? " is self-signed and no trust anchor" : " is no trust anchor"));
        } else if (alone) {
            add(Kind.INCOMPLETE_CHAIN, "the server does not send the certificate of its issuer, " + issuer(last));
        } else {
            add(
                    Kind.UNKNOWN_AUTHORITY,
                    issuer(last) + ", who issued " + subject(last)
                            + ", is neither sent by the server nor a trust anchor");
        }
    }

    private void findDates(X509Certificate certificate) {
        Instant begin = certificate.getNotBefore().toInstant();
        Instant end = certificate.getNotAfter().toInstant();
        if (end.isBefore(now)) {
            add(Kind.EXPIRED, subject(certificate) + " expired on " + end);
        } else if (begin.isAfter(now)) {
            add(Kind.NOT_YET_VALID, subject(certificate) + " is not valid before " + begin);
        }
    }

    private void findUsage(X509Certificate certificate) {
        List<String> purposes = purposes(certificate);
        if (!purposes.isEmpty() && purposes.stream().noneMatch(FOR_SERVERS::contains)) {
            add(Kind.WRONG_USAGE, "the certificate is not for TLS servers (extended key usage serverAuth is missing)");
        }
    }

    private static List<String> purposes(X509Certificate certificate) {
        try {
            return Optional.ofNullable(certificate.getExtendedKeyUsage()).orElse(List.of());
        } catch (CertificateParsingException e) {
            return List.of("unreadable");
        }
    }

    private String names() {
        List<String> names = HostNames.of(walk.path().get(0));
        return names.isEmpty() ? "no host at all" : String.join(", ", names);
    }

    private void add(Kind kind, String text) {
        faults.add(new ServerFault(kind, text));
    }

    private static String subject(X509Certificate certificate) {
        return ServerText.of(certificate.getSubjectX500Principal().getName());
    }

    private static String issuer(X509Certificate certificate) {
        return ServerText.of(certificate.getIssuerX500Principal().getName());
    }
}
