package org.smimegate.gateway;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.smimegate.core.trust.Coverage;
import org.smimegate.keys.Credential;

/** What an administrator wants to know about one of the gateway's own credentials, in words. */
final class CredentialReport {
    private static final Duration NEAR = Duration.ofDays(30);

    private CredentialReport() {}

    /** Alias, coverage, end and use, for one line of the log. */
    static String summary(Credential credential, Instant now) {
        Instant end = credential.certificate().getNotAfter().toInstant();
        return "credential " + credential.alias() + ": covers " + coverage(credential.coverage()) + "; "
                + (end.isBefore(now) ? "expired on " : "valid until ") + end + "; " + use(credential, now);
    }

    /** What will soon go wrong, or is wrong already but no reason not to start. */
    static List<String> warnings(Credential credential, Instant now) {
        List<String> warnings = new ArrayList<>();
        String name = "credential " + credential.alias() + ": ";
        Instant end = credential.certificate().getNotAfter().toInstant();
        if (credential.isValid(now) && end.isBefore(now.plus(NEAR))) {
            warnings.add(name + "its certificate expires on " + end);
        }
        if (isNobody(credential.coverage())) {
            warnings.add(name + "covers nobody (expected: an rfc822Name or dNSName in its SAN, or the attribute for)");
        }
        if (credential.certificate().getBasicConstraints() >= 0) {
            warnings.add(name + "its certificate says that it is a CA; receivers refuse signatures of such");
        }
        if (!credential.canSign() && !credential.canEncrypt()) {
            warnings.add(name + "can neither sign nor be encrypted to (expected: digitalSignature or keyEncipherment"
                    + " in the key usage, emailProtection in the extended one, RSA from 2048 bits)");
        }
        return warnings;
    }

    private static String use(Credential credential, Instant now) {
        if (!credential.isValid(now) || !credential.canSign() && !credential.canEncrypt()) {
            return "opens mail only";
        }
        if (!credential.canSign()) {
            return "is encrypted to, does not sign";
        }
        return credential.canEncrypt() ? "signs and is encrypted to" : "signs, is not encrypted to";
    }

    private static boolean isNobody(Coverage coverage) {
        return !coverage.everyone()
                && coverage.addresses().isEmpty()
                && coverage.domains().isEmpty();
    }

    private static String coverage(Coverage coverage) {
        if (isNobody(coverage)) {
            return "nobody";
        }
        Stream<String> names =
                Stream.concat(coverage.addresses().stream().map(Object::toString), coverage.domains().stream());
        return Stream.concat(names.sorted(), coverage.everyone() ? Stream.of("everybody") : Stream.empty())
                .collect(Collectors.joining(" "));
    }
}
