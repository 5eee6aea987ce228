package org.smimegate.admin.cert.trial;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.smimegate.admin.cert.trial.Judgement.Against;
import org.smimegate.admin.cert.trial.Judgement.Result;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.policy.AlgorithmPolicy;
import org.smimegate.core.trust.CertificateUse;
import org.smimegate.core.trust.Companions;
import org.smimegate.core.trust.Coverage;
import org.smimegate.core.trust.Diagnosis;
import org.smimegate.core.trust.PinnedTrust;
import org.smimegate.core.trust.TrustDecision;
import org.smimegate.core.trust.TrustDiagnosis;
import org.smimegate.gateway.Gateway;

/** Asks the gateway what its mailets ask: path, revocation, usage, whom it speaks for, and who vouches for it. */
final class MailTrial implements Judgement.Court {
    private final Gateway gateway;
    private final Advice advice;
    private final TrustDiagnosis diagnosis;
    private final Purpose purpose;
    private final Optional<Address> address;
    private final Instant at;

    /** @param address whose mail it is about; empty: of a message its author's, else anybody's */
    MailTrial(Gateway gateway, TrustFolders folders, Purpose purpose, Optional<Address> address, Instant at) {
        this.gateway = gateway;
        this.advice = new Advice(folders, purpose);
        this.diagnosis = new TrustDiagnosis(folders.store(), policy(gateway));
        this.purpose = purpose;
        this.address = address;
        this.at = at;
    }

    private static AlgorithmPolicy policy(Gateway gateway) {
        return gateway.settings().policy();
    }

    @Override
    public Judgement judge(Specimen specimen) {
        X509Certificate certificate = specimen.certificate();
        Companions others = Companions.of(specimen.others());
        TrustDecision byPath = gateway.trust().check(certificate, others, use(), at);
        Diagnosis explained = diagnosis.explain(byPath, certificate, others, use(), at);
        Optional<String> unnamed =
                MailNames.of(certificate, policy(gateway).domainCertificates()).against(wanted(specimen), purpose);
        List<Against> against = against(byPath, explained, unnamed, certificate);
        Optional<Coverage> pin = pin(specimen).filter(p -> isPinAsked(byPath, unnamed.isEmpty()));
        if (pin.isEmpty()) {
            Result result = unnamed.isEmpty() ? result(byPath) : Result.NOT_TRUSTED;
            return judgement(result, byPath, against, remarks(byPath), specimen, explained);
        }
        return pinned(byPath, against, pin.get(), specimen, explained);
    }

    private CertificateUse use() {
        return purpose == Purpose.SIGNING ? CertificateUse.SIGNING : CertificateUse.ENCRYPTION;
    }

    private Optional<Address> wanted(Specimen specimen) {
        return address.or(specimen::author);
    }

    private static List<Against> against(
            TrustDecision decision, Diagnosis explained, Optional<String> unnamed, X509Certificate certificate) {
        List<Against> against = new ArrayList<>();
        explained.findings().forEach(f -> against.add(new Against(f.reason().token(), f.detail(), f.certificate())));
        unnamed.ifPresent(why -> against.add(new Against(Reason.ADDRESS_MISMATCH.token(), why, certificate)));
        if (decision instanceof TrustDecision.RevocationUnknown unknown) {
            against.add(new Against(Reason.REVOCATION_UNKNOWN.token(), unknown.detail(), certificate));
        }
        return against;
    }

    private Optional<Coverage> pin(Specimen specimen) {
        Optional<Address> wanted = wanted(specimen);
        return gateway.pins()
                .of(specimen.certificate())
                .filter(pin -> wanted.isEmpty() || MailNames.covers(pin, wanted.get(), purpose));
    }

    /** To encrypt to, a pin comes first; to sign, it only helps where path and names do not do and nothing is revoked. */
    private boolean isPinAsked(TrustDecision byPath, boolean named) {
        if (purpose == Purpose.ENCRYPTION) {
            return true;
        }
        boolean believed = !(byPath instanceof TrustDecision.Refused);
        return !(believed && named) && !isRefusedForRevocation(byPath);
    }

    private static boolean isRefusedForRevocation(TrustDecision decision) {
        return decision instanceof TrustDecision.Refused refused
                && (refused.reason() == Reason.REVOKED || refused.reason() == Reason.REVOCATION_UNKNOWN);
    }

    private Judgement pinned(
            TrustDecision byPath, List<Against> against, Coverage pin, Specimen specimen, Diagnosis explained) {
        X509Certificate certificate = specimen.certificate();
        TrustDecision vouched = new PinnedTrust(policy(gateway)).check(certificate, List.of(), use(), at);
        String vouchedFor = "an administrator vouches for it, for " + new MailNames(pin, List.of()).summary();
        if (vouched instanceof TrustDecision.Refused refused) {
            List<Against> reasons =
                    new ArrayList<>(List.of(new Against(refused.reason().token(), refused.detail(), certificate)));
            against.stream().filter(a -> !a.text().equals(refused.detail())).forEach(reasons::add);
            return judgement(
                    Result.NOT_TRUSTED,
                    refused,
                    reasons,
                    List.of(vouchedFor + ", which is not enough"),
                    specimen,
                    explained);
        }
        boolean open = purpose == Purpose.SIGNING && byPath instanceof TrustDecision.RevocationUnknown;
        List<String> remarks = new ArrayList<>(List.of(vouchedFor));
        against.stream()
                .filter(a -> !a.reason().equals(Reason.REVOCATION_UNKNOWN.token()))
                .forEach(a -> remarks.add("without that: " + a.text()));
        return judgement(
                open ? Result.REVOCATION_UNKNOWN : Result.VALID,
                vouched,
                against.stream()
                        .filter(a -> open && a.reason().equals(Reason.REVOCATION_UNKNOWN.token()))
                        .toList(),
                remarks,
                specimen,
                explained);
    }

    private static Result result(TrustDecision decision) {
        if (decision instanceof TrustDecision.Trusted) {
            return Result.VALID;
        }
        boolean unknown = decision instanceof TrustDecision.RevocationUnknown
                || decision instanceof TrustDecision.Refused refused && refused.reason() == Reason.REVOCATION_UNKNOWN;
        return unknown ? Result.REVOCATION_UNKNOWN : Result.NOT_TRUSTED;
    }

    private static List<String> remarks(TrustDecision decision) {
        return decision instanceof TrustDecision.Trusted trusted
                        && !trusted.revocation().isEmpty()
                ? List.of("not revoked: " + trusted.revocation())
                : List.of();
    }

    private Judgement judgement(
            Result result,
            TrustDecision decision,
            List<Against> against,
            List<String> remarks,
            Specimen specimen,
            Diagnosis explained) {
        boolean trusted = result == Result.VALID
                || result == Result.REVOCATION_UNKNOWN && !(decision instanceof TrustDecision.Refused);
        return new Judgement(
                result,
                trusted,
                against,
                remarks,
                trusted && result == Result.VALID ? List.of() : advice.on(specimen, explained, against),
                explained.chain(),
                explained.anchored(),
                explained.missing());
    }
}
