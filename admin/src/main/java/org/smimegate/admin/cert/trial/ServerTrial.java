package org.smimegate.admin.cert.trial;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.smimegate.admin.cert.trial.Judgement.Against;
import org.smimegate.admin.cert.trial.Judgement.Result;
import org.smimegate.core.policy.AlgorithmPolicy;
import org.smimegate.core.trust.AnchoredTrust;
import org.smimegate.core.trust.CertificateUse;
import org.smimegate.core.trust.Companions;
import org.smimegate.core.trust.Diagnosis;
import org.smimegate.core.trust.TrustDecision;
import org.smimegate.core.trust.TrustDiagnosis;
import org.smimegate.core.trust.TrustStore;
import org.smimegate.gateway.tls.HostNames;
import org.smimegate.gateway.tls.ServerFault;
import org.smimegate.gateway.tls.ServerFaults;
import org.smimegate.gateway.tls.ServerJudgement;
import org.smimegate.gateway.tls.ServerTrust;

/** Asks what RequireTls asks of a server that sends the certificates of the file. */
final class ServerTrial implements Trial {
    private static final AlgorithmPolicy ANY = AlgorithmPolicy.year2026(true, true);
    private static final int MAX_TOLD = 5;

    private final ServerTrust trust;
    private final TrustStore store;
    private final String believed;
    private final Optional<String> host;
    private final Instant now;

    /**
     * @param believed what the trust anchors are, in words
     * @param host the server's name; empty: its names are not looked at
     */
    ServerTrial(ServerTrust trust, String believed, Optional<String> host, Instant now) {
        this.trust = trust;
        this.store = TrustStore.of(trust.anchors(), List.of());
        this.believed = believed;
        this.host = host;
        this.now = now;
    }

    @Override
    public Judgement judge(Specimen specimen) {
        List<X509Certificate> sent = new ArrayList<>(List.of(specimen.certificate()));
        sent.addAll(specimen.others().certificates());
        ServerJudgement judgement = trust.judge(sent, host);
        Diagnosis drawn = drawn(specimen);
        return new Judgement(
                judgement.isVerified() ? Result.VALID : Result.NOT_TRUSTED,
                judgement.isVerified(),
                against(sent, judgement),
                List.of(names(specimen.certificate()), "believed: " + believed),
                advice(judgement, drawn),
                drawn);
    }

    /** How the chain looks, for which it does not matter what the certificates are for. */
    private Diagnosis drawn(Specimen specimen) {
        Companions others = specimen.others();
        TrustDecision path =
                new AnchoredTrust(() -> store, ANY).check(specimen.certificate(), others, CertificateUse.SIGNING, now);
        return new TrustDiagnosis(store, ANY, Optional.empty())
                .explain(path, specimen.certificate(), others, CertificateUse.SIGNING, now);
    }

    private List<Against> against(List<X509Certificate> sent, ServerJudgement judgement) {
        List<ServerFault> faults = ServerFaults.of(sent, judgement, trust.anchors(), host.orElse(""), now);
        return faults.stream()
                .map(fault -> new Against(fault.kind().token(), fault.text(), sent.get(0)))
                .toList();
    }

    private String names(X509Certificate certificate) {
        List<String> names = HostNames.of(certificate);
        if (host.isPresent()) {
            String matching = HostNames.matching(certificate, host.get())
                    .map(name -> "it is for " + name)
                    .orElse("none of them is " + host.get() + ", and none has a * that stands for its first label");
            return names.size() + " names of hosts: " + matching;
        }
        String first = String.join(", ", names.stream().limit(MAX_TOLD).toList());
        String more = names.size() > MAX_TOLD ? " and " + (names.size() - MAX_TOLD) + " more" : "";
        return names.isEmpty()
                ? "it has no names of hosts"
                : "for " + first + more + "; whether that is the server's name was not asked (--host NAME)";
    }

    private List<String> advice(ServerJudgement judgement, Diagnosis drawn) {
        if (trust.anchors().isEmpty()) {
            return List.of("there are no trust anchors: " + believed
                    + " holds no certificates, so no server is trusted (expected: the CAs to believe)");
        }
        return judgement.untrusted().isPresent() && drawn.missing().isPresent()
                ? List.of("the server has to send the certificate of "
                        + Words.name(drawn.missing().get())
                        + ", unless that is a trust anchor: add it to the file to see what is missing then")
                : List.of();
    }
}
