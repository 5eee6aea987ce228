package org.smimegate.bench;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.core.trust.Certificates;
import org.smimegate.keys.keyring.NewEntry;
import org.smimegate.keys.keyring.Origin;
import org.smimegate.keys.keyring.Owner;
import org.smimegate.keys.keyring.State;

/**
 * As many different certificates as wanted, fast: one of RSA-2048 whose serial number is written over. Its signature is
 * wrong then, which a store does not look at.
 */
final class SyntheticEntries {
    private static final long SERIAL = 0x7a11_5eed_7a11_5eedL;

    private final List<X509Certificate> chain;
    private final byte[] der;
    private final int serialAt;

    SyntheticEntries() {
        TestIdentity sample =
                TestPki.shared().leaf("user@example.org").serial(SERIAL).build();
        try {
            this.der = sample.certificate().getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
        this.chain = sample.intermediates();
        this.serialAt = indexOf(BigInteger.valueOf(SERIAL).toByteArray());
    }

    private int indexOf(byte[] bytes) {
        for (int i = 0; i < der.length - bytes.length; i++) {
            if (ByteBuffer.wrap(der, i, bytes.length).equals(ByteBuffer.wrap(bytes))) {
                return i;
            }
        }
        throw new IllegalStateException("no serial number");
    }

    Address address(int number) {
        return new Address("user" + number, "example" + number % 1000 + ".org");
    }

    /** Harvested, active, with the intermediate CA that all share. */
    NewEntry entry(int number) {
        byte[] own = der.clone();
        ByteBuffer.wrap(own).putInt(serialAt + Integer.BYTES, number);
        return new NewEntry(
                "User " + number,
                Owner.of(address(number)),
                Certificates.ofDer(own).orElseThrow(),
                chain,
                Origin.HARVESTED,
                State.ACTIVE,
                false,
                false,
                "",
                Set.of(),
                Optional.empty());
    }
}
