package org.smimegate.keys.harvest;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.smimegate.core.cms.KeyOffer;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.outcome.SignatureResult;
import org.smimegate.core.policy.ContentCipher;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;

/** What messages of Dave offer. */
final class Offers {
    static final String DAVE = "dave@partner.example";
    static final Address AUTHOR = Address.parse(DAVE).orElseThrow();

    private Offers() {}

    /** Of a message whose signature passed. */
    static KeyOffer passed(TestIdentity identity) {
        return signed(identity, Optional.of(SignatureResult.PASS), Optional.empty());
    }

    /** Of a message whose signature did not pass. */
    static KeyOffer failed(TestIdentity identity, Reason reason) {
        return signed(identity, Optional.of(reason.result()), Optional.of(reason));
    }

    static KeyOffer certsOnly(TestIdentity identity) {
        return signed(identity, Optional.empty(), Optional.empty());
    }

    /** The offer, announcing capabilities at that time. */
    static KeyOffer announcing(KeyOffer offer, Instant signed, ContentCipher... capabilities) {
        return new KeyOffer(
                offer.author(),
                offer.signature(),
                offer.reason(),
                offer.certificate(),
                offer.others(),
                Set.of(capabilities),
                Optional.of(signed));
    }

    static KeyOffer with(KeyOffer offer, List<X509Certificate> others) {
        return new KeyOffer(
                offer.author(),
                offer.signature(),
                offer.reason(),
                offer.certificate(),
                others,
                offer.capabilities(),
                offer.signed());
    }

    static KeyOffer by(String author, KeyOffer offer) {
        return new KeyOffer(
                Address.parse(author).orElseThrow(),
                offer.signature(),
                offer.reason(),
                offer.certificate(),
                offer.others(),
                offer.capabilities(),
                offer.signed());
    }

    private static KeyOffer signed(
            TestIdentity identity, Optional<SignatureResult> signature, Optional<Reason> reason) {
        return new KeyOffer(
                AUTHOR,
                signature,
                reason,
                identity.certificate(),
                identity.issuers(),
                Set.of(),
                Optional.of(TestPki.NOW));
    }
}
