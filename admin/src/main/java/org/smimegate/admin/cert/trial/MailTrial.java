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
import org.smimegate.core.trust.CertificateTrust;
import org.smimegate.core.trust.CertificateUse;
import org.smimegate.core.trust.Coverage;
import org.smimegate.core.trust.Diagnosis;
import org.smimegate.core.trust.TrustDecision;
import org.smimegate.core.trust.TrustDiagnosis;
import org.smimegate.gateway.Gateway;

/** Asks the gateway what its mailets ask: path, revocation, usage, whom it speaks for, and who vouches for it. */
final class MailTrial implements Trial {
    private static final String UNKNOWN = Reason.REVOCATION_UNKNOWN.token();

    private final Gateway gateway;
    private final AlgorithmPolicy policy;
    private final Advice advice;
    private final TrustDiagnosis diagnosis;
    private final Purpose purpose;
    private final Optional<Address> address;
    private final Instant at;

    /** @param address whose mail it is about; empty: of a message its author's, else anybody's */
    MailTrial(Gateway gateway, TrustFolders folders, Purpose purpose, Optional<Address> address, Instant at) {
        this.gateway = gateway;
        this.policy = gateway.settings().policy();
        this.advice = new Advice(folders, purpose);
        this.diagnosis = new TrustDiagnosis(folders.store(), policy, Optional.of(gateway.revocation()));
        this.purpose = purpose;
        this.address = address;
        this.at = at;
    }

    @Override
    public Judgement judge(Specimen specimen) {
        MailNames names = MailNames.of(specimen.certificate(), policy.domainCertificates());
        Optional<String> unnamed = names.against(wanted(specimen), purpose);
        TrustDecision byPath = decision(gateway.trust(), specimen);
        Diagnosis explained = diagnosis.explain(byPath, specimen.certificate(), specimen.others(), use(), at);
        List<Against> against = against(byPath, explained, unnamed, specimen.certificate());
        Optional<Coverage> pin = pin(specimen);
        boolean doesWithoutPin = isBelieved(byPath) && unnamed.isEmpty();
        List<String> remarks = new ArrayList<>(names.remark());
        return doesWithoutPin || pin.isEmpty()
                ? judgement(byPath, unnamed.isEmpty(), against, remarks, specimen, explained)
                : vouched(pin.get(), against, remarks, specimen, explained);
    }

    private CertificateUse use() {
        return purpose == Purpose.SIGNING ? CertificateUse.SIGNING : CertificateUse.ENCRYPTION;
    }

    private TrustDecision decision(CertificateTrust trust, Specimen specimen) {
        return trust.check(specimen.certificate(), specimen.others(), use(), at);
    }

    private static boolean isBelieved(TrustDecision decision) {
        return !(decision instanceof TrustDecision.Refused);
    }

    private Optional<Address> wanted(Specimen specimen) {
        return address.or(specimen::author);
    }

    private static List<Against> against(
            TrustDecision decision, Diagnosis explained, Optional<String> unnamed, X509Certificate certificate) {
        List<Against> against = new ArrayList<>();
        explained
                .findings()
                .forEach(finding ->
                        against.add(new Against(finding.reason().token(), finding.detail(), finding.certificate())));
        unnamed.ifPresent(why -> against.add(new Against(Reason.ADDRESS_MISMATCH.token(), why, certificate)));
        if (decision instanceof TrustDecision.RevocationUnknown unknown) {
            against.add(new Against(UNKNOWN, unknown.detail(), certificate));
        }
        return against;
    }

    private Optional<Coverage> pin(Specimen specimen) {
        Optional<Address> wanted = wanted(specimen);
        return gateway.pins()
                .of(specimen.certificate())
                .filter(pin -> wanted.isEmpty() || MailNames.covers(pin, wanted.get(), purpose));
    }

    /** Where path or names do not do, an administrator's word may. */
    private Judgement vouched(
            Coverage pin, List<Against> against, List<String> remarks, Specimen specimen, Diagnosis explained) {
        TrustDecision decision = decision(gateway.vouchedTrust(), specimen);
        remarks.add("an administrator vouches for it, for " + new MailNames(pin, List.of()).summary());
        if (decision instanceof TrustDecision.Refused refused) {
            List<Against> reasons = new ArrayList<>(
                    List.of(new Against(refused.reason().token(), refused.detail(), specimen.certificate())));
            against.stream().filter(a -> !a.text().equals(refused.detail())).forEach(reasons::add);
            return judgement(decision, true, reasons, remarks, specimen, explained);
        }
        against.stream()
                .filter(a -> !a.reason().equals(UNKNOWN))
                .forEach(a -> remarks.add("without that: " + a.reason() + ": " + a.text()));
        List<Against> open =
                against.stream().filter(a -> a.reason().equals(UNKNOWN)).toList();
        return judgement(decision, true, open, remarks, specimen, explained);
    }

    private Judgement judgement(
            TrustDecision decision,
            boolean named,
            List<Against> against,
            List<String> remarks,
            Specimen specimen,
            Diagnosis explained) {
        if (decision instanceof TrustDecision.Trusted trusted
                && !trusted.revocation().isEmpty()) {
            remarks.add("not revoked: " + trusted.revocation());
        }
        Result result = named ? result(decision) : Result.NOT_TRUSTED;
        return new Judgement(
                result,
                named && isBelieved(decision),
                against,
                remarks,
                result == Result.VALID ? List.of() : advice.on(explained, against),
                explained);
    }

    private static Result result(TrustDecision decision) {
        if (decision instanceof TrustDecision.Refused refused) {
            return refused.reason() == Reason.REVOCATION_UNKNOWN ? Result.REVOCATION_UNKNOWN : Result.NOT_TRUSTED;
        }
        return decision instanceof TrustDecision.Trusted ? Result.VALID : Result.REVOCATION_UNKNOWN;
    }
}
