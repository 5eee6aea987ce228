package org.smimegate.core.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.outcome.DomainName;
import org.smimegate.core.outcome.UnreadableMessageException;
import org.smimegate.core.testing.FuzzTarget;

/** Lists of addresses, as what follows {@code From:} and {@code To:}. */
public class AddressFuzz implements FuzzTarget {
    static Stream<byte[]> inputs() throws Exception {
        return FuzzTarget.inputs(new AddressFuzz());
    }

    @DictionaryEntries({
        "a@x.org",
        "<a@x.org>",
        "\"a b\"@x.org",
        "Team: ;",
        "=?utf-8?b?",
        "xn--",
        "(c)",
        " ",
        "@[1.2.3.4]"
    })
    @MethodSource("inputs")
    @FuzzTest(maxDuration = "")
    void fuzz(byte[] input) throws Exception {
        outcome(input);
    }

    @Override
    public String outcome(byte[] input) throws Exception {
        checkParsers(new String(input, UTF_8));
        String list = new String(input, ISO_8859_1);
        RawMessage message;
        try {
            message = Mail.scan("From: " + list + "\r\nTo: " + list + "\r\n\r\nx\r\n");
        } catch (UnreadableMessageException e) {
            return "unreadable";
        }
        FromMailboxes from = message.from();
        assertThat(from.mailboxes()).isGreaterThanOrEqualTo(from.addresses().size());
        assertThat(from.fields()).isPositive();
        from.addresses().forEach(AddressFuzz::checkAddress);
        message.visibleRecipients().forEach(AddressFuzz::checkAddress);
        return from.single().map(Address::toString).orElse(from.mailboxes() + " mailboxes");
    }

    private static void checkParsers(String text) {
        Address.parse(text).ifPresent(AddressFuzz::checkAddress);
        DomainName.pattern(text)
                .ifPresent(pattern -> assertThat(DomainName.pattern(pattern)).contains(pattern));
    }

    /** It is written as it is read, and says nothing else than an address. */
    private static void checkAddress(Address address) {
        assertThat(address.toString()).doesNotContainPattern("[\\x00-\\x1f\\x7f]");
        assertThat(address.domain()).doesNotContain("@").isEqualTo(DomainName.normal(address.domain()));
        assertThat(Address.parse(address.toString())).contains(address);
    }

    @Override
    public List<Seed> seeds() {
        return List.of(
                seed("plain", "bob@example.org", "bob@example.org"),
                seed("named", "\"Bob, the first\" <bob@example.org> (c (d) \\) e)", "bob@example.org"),
                seed("quoted", "<\"bob the first\"@Example.ORG>", "1 mailboxes"),
                seed("two", "bob@example.org, dave@example.net", "2 mailboxes"),
                seed("group", "Team: bob@example.org, dave@example.net;", "2 mailboxes"),
                seed("empty-group", "Undisclosed: ;", "1 mailboxes"),
                seed("route", "<@relay.example,@x.example:bob@example.org>", "3 mailboxes"),
                seed("folded", "Bob\r\n <bob@\r\n example.org>", "1 mailboxes"),
                seed("encoded", "=?utf-8?Q?B=C3=B6b_<x@y.org>?= <bob@example.org>", "2 mailboxes"),
                seed("literal", "bob@[192.0.2.1]", "bob@[192.0.2.1]"),
                seed("international", "bob@xn--bcher-kva.example", "bob@xn--bcher-kva.example"),
                seed("second-field", "bob@example.org\r\nFrom: eve@example.com", "3 mailboxes"));
    }

    private static Seed seed(String name, String list, String outcome) {
        return new Seed(name, list.getBytes(ISO_8859_1), outcome);
    }
}
