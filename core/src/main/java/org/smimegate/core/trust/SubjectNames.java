package org.smimegate.core.trust;

import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.outcome.DomainName;

/**
 * The names of a certificate's subjectAltName that mean something to mail, read one by one and to the end: a name that
 * cannot be read, or holds a blank, a control or a NUL, does not count and does not spoil the others.
 *
 * @param mailboxes rfc822Names (RFC 5280 section 4.2.1.6)
 * @param utf8Mailboxes SmtpUTF8Mailboxes (RFC 9598): only for local parts that no rfc822Name can hold
 * @param domains dNSNames, {@code *.} included
 */
record SubjectNames(Set<Address> mailboxes, Set<Address> utf8Mailboxes, Set<String> domains) {
    private static final ASN1ObjectIdentifier SMTP_UTF8_MAILBOX = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.8.9");

    SubjectNames {
        mailboxes = Collections.unmodifiableSet(mailboxes);
        utf8Mailboxes = Collections.unmodifiableSet(utf8Mailboxes);
        domains = Collections.unmodifiableSet(domains);
    }

    static SubjectNames of(X509Certificate certificate) {
        SubjectNames.Collector names = new SubjectNames.Collector();
        byte[] extension = certificate.getExtensionValue(Extension.subjectAlternativeName.getId());
        if (extension != null) {
            readable(() -> sequence(extension)).ifPresent(names::addAll);
        }
        return new SubjectNames(names.mailboxes, names.utf8Mailboxes, names.domains);
    }

    private static ASN1Sequence sequence(byte[] extension) {
        return ASN1Sequence.getInstance(ASN1OctetString.getInstance(extension).getOctets());
    }

    /** What Bouncy Castle throws at bytes that are not the ASN.1 asked for. */
    private static <T> Optional<T> readable(Supplier<T> reader) {
        try {
            return Optional.of(reader.get());
        } catch (IllegalArgumentException
                | IllegalStateException
                | ClassCastException
                | IndexOutOfBoundsException
                | StackOverflowError e) {
            return Optional.empty();
        }
    }

    private static final class Collector {
        private final Set<Address> mailboxes = new LinkedHashSet<>();
        private final Set<Address> utf8Mailboxes = new LinkedHashSet<>();
        private final Set<String> domains = new LinkedHashSet<>();

        void addAll(ASN1Sequence names) {
            for (ASN1Encodable name : names) {
                if (name instanceof ASN1TaggedObject tagged) {
                    add(tagged);
                }
            }
        }

        private void add(ASN1TaggedObject name) {
            switch (name.getTagNo()) {
                case GeneralName.rfc822Name ->
                    ascii(name).flatMap(Address::parse).ifPresent(mailboxes::add);
                case GeneralName.dNSName ->
                    ascii(name).flatMap(DomainName::pattern).ifPresent(domains::add);
                case GeneralName.otherName -> utf8Mailbox(name).ifPresent(utf8Mailboxes::add);
                default -> {
                    // URIs, IP addresses and directory names are nobody's mailbox.
                }
            }
        }

        private static Optional<String> ascii(ASN1TaggedObject name) {
            return readable(() -> ASN1IA5String.getInstance(name, false).getString())
                    .filter(text -> text.chars().allMatch(c -> c > ' ' && c < 0x7f));
        }

        /** RFC 9598 section 3: an ASCII local part belongs into an rfc822Name, where name constraints bind it. */
        private static Optional<Address> utf8Mailbox(ASN1TaggedObject name) {
            return readable(() -> ASN1Sequence.getInstance(name, false))
                    .filter(other -> other.size() == 2 && SMTP_UTF8_MAILBOX.equals(other.getObjectAt(0)))
                    .flatMap(other -> readable(() -> explicitUtf8(other.getObjectAt(1))))
                    .flatMap(Address::parse)
                    .filter(address -> address.localPart().chars().anyMatch(c -> c > 0x7f));
        }

        private static String explicitUtf8(ASN1Encodable value) {
            ASN1TaggedObject tagged = ASN1TaggedObject.getInstance(value);
            return ASN1UTF8String.getInstance(tagged, true).getString();
        }
    }
}
