package org.smimegate.keys;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.smimegate.core.cms.DecryptionKey;
import org.smimegate.core.cms.SigningIdentity;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.trust.Coverage;

/** All private keys of the gateway, old ones included: they open old mail; the newest valid one signs. Immutable. */
public final class Credentials {
    private static final Comparator<Credential> NEWEST_FIRST = Comparator.comparing(
                    (Credential c) -> c.certificate().getNotBefore())
            .reversed();

    private final List<Credential> newestFirst;

    /** @throws IllegalArgumentException an alias stands twice */
    public Credentials(List<Credential> all) {
        Set<String> aliases = new HashSet<>();
        for (Credential credential : all) {
            if (!aliases.add(key(credential.alias()))) {
                throw new IllegalArgumentException("alias " + credential.alias() + ": twice (expected: once)");
            }
        }
        this.newestFirst = all.stream().sorted(NEWEST_FIRST).toList();
    }

    /** Newest first, by the start of their certificates. */
    public List<Credential> all() {
        return newestFirst;
    }

    /** The credential of that name, upper and lower case alike. */
    public Optional<Credential> named(String alias) {
        return newestFirst.stream()
                .filter(c -> key(c.alias()).equals(key(alias)))
                .findFirst();
    }

    /**
     * Who signs for a From address: a credential that covers it exactly, else one that covers its domain, else one for
     * everybody; fit for signing and valid at {@code at}, the newest first.
     */
    public Optional<SigningIdentity> signerFor(Address from, Instant at) {
        return best(from, at, Credential::canSign).map(signer -> identity(signer, from, at));
    }

    /** The credential of that alias, if it covers the From address, is fit for signing and valid. */
    public Optional<SigningIdentity> signerNamed(String alias, Address from, Instant at) {
        return named(alias)
                .filter(c -> c.coverage().covers(from))
                .filter(c -> usable(c, at, Credential::canSign))
                .map(signer -> identity(signer, from, at));
    }

    /**
     * The keys that open mail of that recipient, whatever their dates and key usage, newest first. The local part is
     * compared without regard to case.
     */
    public List<DecryptionKey> openersFor(Address recipient) {
        return openers(c -> c.opensFor(recipient));
    }

    /** Every key, for tools that open for every recipient. */
    public List<DecryptionKey> openers() {
        return openers(c -> true);
    }

    private List<DecryptionKey> openers(Predicate<Credential> which) {
        return newestFirst.stream()
                .filter(which)
                .filter(c -> OwnUse.canDecrypt(c.certificate()))
                .map(c -> new DecryptionKey(c.alias(), c.key(), c.certificate()))
                .toList();
    }

    /** Answers are encrypted to the newest certificate of the same sender that can be encrypted to. */
    private SigningIdentity identity(Credential signer, Address from, Instant at) {
        X509Certificate encryption = best(from, at, Credential::canEncrypt)
                .map(Credential::certificate)
                .orElse(signer.certificate());
        return new SigningIdentity(signer.key(), signer.certificate(), signer.chain(), encryption);
    }

    private Optional<Credential> best(Address from, Instant at, Predicate<Credential> use) {
        Predicate<Coverage> exactly = c -> c.coversExactly(from);
        Predicate<Coverage> byDomain = c -> c.coversDomain(from.domain());
        return first(exactly, at, use).or(() -> first(byDomain, at, use)).or(() -> first(Coverage::everyone, at, use));
    }

    private Optional<Credential> first(Predicate<Coverage> covering, Instant at, Predicate<Credential> use) {
        return newestFirst.stream()
                .filter(c -> covering.test(c.coverage()))
                .filter(c -> usable(c, at, use))
                .findFirst();
    }

    private static boolean usable(Credential c, Instant at, Predicate<Credential> use) {
        return c.isValid(at) && use.test(c);
    }

    private static String key(String alias) {
        return alias.toLowerCase(Locale.ROOT);
    }
}
