package org.smimegate.admin.cert.trial;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.smimegate.admin.cert.SubjectAltNames;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.trust.Coverage;

/** Whom a certificate speaks for, however many that are. */
record MailNames(Coverage coverage, List<String> entries) {
    private static final int MAX_TOLD = 5;

    static MailNames of(X509Certificate certificate, boolean domainCertificates) {
        return new MailNames(
                Coverage.of(certificate, domainCertificates),
                SubjectAltNames.of(certificate).entries());
    }

    /**
     * Why mail of that address does not go with it; empty if it does.
     *
     * @param address empty: of anybody
     */
    Optional<String> against(Optional<Address> address, Purpose purpose) {
        if (isForNobody()) {
            return Optional.of(nobody());
        }
        return address.filter(a -> !covers(coverage, a, purpose)).map(this::otherwise);
    }

    /** As the mailets compare: in a sender's address upper and lower case letters differ, in a recipient's they do not. */
    static boolean covers(Coverage coverage, Address address, Purpose purpose) {
        return coverage.covers(address) || purpose == Purpose.ENCRYPTION && coverage.coversIgnoringCase(address);
    }

    private String nobody() {
        if (entries.isEmpty()) {
            return "SAN missing: without a subjectAltName it speaks for nobody; an address in the subject does not count"
                    + " (expected: an rfc822Name with the address, or a dNSName with the mail domain)";
        }
        return "SAN without a mailbox or mail domain that counts, so it speaks for nobody: "
                + told(entries.stream(), entries.size());
    }

    private String otherwise(Address address) {
        String sameButCase = coverage.addressIgnoringCase(address)
                .map(named -> " (upper and lower case count before the @ of a sender)")
                .orElse("");
        return "it does not speak for " + address + " but for " + summary() + sameButCase;
    }

    /** Nothing if it speaks for nobody, for that is a reason against it. */
    List<String> remark() {
        return isForNobody() ? List.of() : List.of("it speaks for " + summary());
    }

    private boolean isForNobody() {
        return coverage.addresses().isEmpty() && coverage.domains().isEmpty();
    }

    /** All of them in one line, if they are few. */
    String summary() {
        Stream<String> addresses =
                coverage.addresses().stream().map(Address::toString).sorted();
        Stream<String> domains = coverage.domains().stream().sorted().map(domain -> "every address of " + domain);
        int number = coverage.addresses().size() + coverage.domains().size();
        return number == 0 ? "nobody" : told(Stream.concat(domains, addresses), number);
    }

    private static String told(Stream<String> names, int number) {
        String first = String.join(
                ", ", names.limit(number > MAX_TOLD ? MAX_TOLD - 1 : MAX_TOLD).toList());
        return number > MAX_TOLD
                ? number + " names: " + first + " and " + (number - MAX_TOLD + 1) + " more (all of them: cert show)"
                : first;
    }
}
