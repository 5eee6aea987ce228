package org.smimegate.core.trust;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.outcome.DomainName;

/**
 * Name constraints of CAs (RFC 5280 section 4.2.1.10) on every name that gives coverage. The JDK applies them to
 * rfc822Names only as such; here a dNSName speaks for all addresses of its domain and an SmtpUTF8Mailbox for one, so a
 * CA that may certify addresses of {@code example.org} only must not reach others through them (RFC 9598 section 6).
 * Also applied to the anchor, whose constraints the JDK does not read.
 */
final class AddressConstraints {
    private static final String NAME_CONSTRAINTS = Extension.nameConstraints.getId();

    private final boolean domainCertificates;

    AddressConstraints(boolean domainCertificates) {
        this.domainCertificates = domainCertificates;
    }

    Optional<Problem> check(List<X509Certificate> path) {
        List<X509Certificate> constraining = path.stream()
                .skip(1)
                .filter(ca -> ca.getExtensionValue(NAME_CONSTRAINTS) != null)
                .toList();
        return constraining.stream()
                .flatMap(ca -> problem(path.get(0), ca).stream())
                .findFirst();
    }

    private Optional<Problem> problem(X509Certificate leaf, X509Certificate ca) {
        Optional<NameConstraints> constraints = read(ca);
        if (constraints.isEmpty()) {
            return Optional.of(
                    Problem.untrusted("the name constraints of " + Certificates.quoted(ca) + " cannot be read"));
        }
        return names(leaf)
                .filter(name -> !permitted(name, constraints.get().getPermittedSubtrees())
                        || excluded(name, constraints.get().getExcludedSubtrees()))
                .findFirst()
                .map(name -> Problem.untrusted(Certificates.quoted(ca) + " may not certify the name " + name));
    }

    private static Optional<NameConstraints> read(X509Certificate ca) {
        try {
            byte[] value = ASN1OctetString.getInstance(ca.getExtensionValue(NAME_CONSTRAINTS))
                    .getOctets();
            return Optional.of(NameConstraints.getInstance(value));
        } catch (IllegalArgumentException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    private Stream<Name> names(X509Certificate leaf) {
        SubjectNames names = SubjectNames.of(leaf);
        Stream<Address> mailboxes = Stream.concat(names.mailboxes().stream(), names.utf8Mailboxes().stream());
        Stream<String> domains = domainCertificates ? names.domains().stream() : Stream.empty();
        return Stream.concat(mailboxes.map(Name::of), domains.map(Name::of));
    }

    private static boolean permitted(Name name, GeneralSubtree[] subtrees) {
        List<String> mailboxes = subtrees(subtrees, GeneralName.rfc822Name).toList();
        List<String> domains = subtrees(subtrees, GeneralName.dNSName).toList();
        boolean asMailbox = mailboxes.isEmpty() || mailboxes.stream().anyMatch(name::isWithinMailboxes);
        boolean asDomain =
                name.isMailbox() || domains.isEmpty() || domains.stream().anyMatch(name::isWithinDomain);
        return asMailbox && asDomain;
    }

    private static boolean excluded(Name name, GeneralSubtree[] subtrees) {
        return subtrees(subtrees, GeneralName.rfc822Name).anyMatch(name::touchesMailboxes)
                || !name.isMailbox() && subtrees(subtrees, GeneralName.dNSName).anyMatch(name::touchesDomain);
    }

    private static Stream<String> subtrees(GeneralSubtree[] subtrees, int type) {
        return Arrays.stream(subtrees == null ? new GeneralSubtree[0] : subtrees)
                .map(GeneralSubtree::getBase)
                .filter(base -> base.getTagNo() == type)
                .map(base -> ASN1IA5String.getInstance(base.getName()).getString());
    }

    /**
     * A mailbox, or all mailboxes of a domain.
     *
     * @param localPart empty for a domain
     * @param domain for {@code *.example.org} one that stands for all that it covers
     */
    private record Name(String localPart, String domain, String text) {
        static Name of(Address mailbox) {
            return new Name(mailbox.localPart(), mailbox.domain(), mailbox.toString());
        }

        static Name of(String pattern) {
            return new Name("", pattern, pattern);
        }

        boolean isMailbox() {
            return !localPart.isEmpty();
        }

        /** All of this name lies in an rfc822Name constraint: a mailbox, a host, or a domain after a dot. */
        boolean isWithinMailboxes(String base) {
            int at = base.lastIndexOf('@');
            String host = DomainName.normal(base.substring(at + 1));
            if (at >= 0) {
                return localPart.equals(base.substring(0, at)) && domain.equals(host);
            }
            return host.isEmpty() || (host.startsWith(".") ? domain.endsWith(host) : domain.equals(host));
        }

        /** Some of this name lies in an rfc822Name constraint. */
        boolean touchesMailboxes(String base) {
            String host = DomainName.normal(base.substring(base.lastIndexOf('@') + 1));
            return isWithinMailboxes(base) || !isMailbox() && (isWithinMailboxes(host) || isCoveredByWildcard(host));
        }

        /** All of this name lies in a dNSName constraint: that domain and all below it. */
        boolean isWithinDomain(String base) {
            String parent = DomainName.normal(base);
            return parent.isEmpty()
                    || domain.equals(parent)
                    || domain.endsWith(parent.startsWith(".") ? parent : "." + parent);
        }

        /** Some of this name lies in a dNSName constraint. */
        boolean touchesDomain(String base) {
            return isWithinDomain(base) || isCoveredByWildcard(DomainName.normal(base));
        }

        private boolean isCoveredByWildcard(String host) {
            return domain.startsWith("*.") && host.endsWith(domain.substring(1));
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
