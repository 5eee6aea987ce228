package org.smimegate.bench;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.smimegate.core.testing.KeyKind;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;

/** Who signs and who is encrypted to; one intermediate CA between them and the root. */
final class Parties {
    static final int MANY = 20;
    /** The same for all engines of a JVM: each reads what another wrote. */
    static final Parties SHARED = new Parties();

    final TestPki pki = TestPki.shared();
    final TestIdentity sender = pki.good("bob@example.org");
    final TestIdentity ecSender = pki.good("bob@example.org", KeyKind.P_256);
    final List<TestIdentity> recipients = IntStream.range(0, MANY)
            .mapToObj(i -> pki.good("dave" + i + "@example.net"))
            .toList();

    private Parties() {}

    /** Any number of recipients; beyond {@link #MANY} they share keys, not certificates. */
    List<TestIdentity> recipients(int number) {
        return Stream.concat(
                        recipients.stream(),
                        IntStream.range(MANY, number)
                                .mapToObj(i -> pki.leaf("dave" + i + "@example.net")
                                        .key(
                                                KeyKind.RSA_2048,
                                                recipients.get(i % MANY).keys())
                                        .build()))
                .limit(number)
                .toList();
    }
}
