package org.smimegate.admin.keys;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.smimegate.keys.DirectoryUnavailableException;
import org.smimegate.keys.keyring.EntryFilter;
import org.smimegate.keys.keyring.KeyEntry;
import org.smimegate.keys.keyring.KeyRing;
import org.smimegate.keys.keyring.Owner;

/**
 * The entries that a word of the user means: the one with that number, or all that have the certificate whose SHA-256
 * begins so (a certificate may have several owners).
 *
 * @param entries empty if there are none
 * @param problem why there are none
 */
record Selection(List<KeyEntry> entries, String problem) {
    private static final Pattern ID = Pattern.compile("[0-9]{1,18}");
    private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{8,64}");
    private static final String EXPECTED = "its number, or at least 8 digits of the certificate's SHA-256";

    static Selection of(String word, KeyRing ring) throws DirectoryUnavailableException {
        if (ID.matcher(word).matches()) {
            Optional<KeyEntry> entry = ring.entry(Long.parseLong(word));
            if (entry.isPresent()) {
                return new Selection(List.of(entry.get()), "");
            }
        }
        String digits = word.replace(":", "").toLowerCase(Locale.ROOT);
        return FINGERPRINT.matcher(digits).matches() ? byFingerprint(word, digits, ring) : none(word, EXPECTED);
    }

    /** As {@link #of}, but never entries of several owners: a pin for one must not become a pin for a whole domain. */
    static Selection ofOneOwner(String word, KeyRing ring) throws DirectoryUnavailableException {
        Selection selection = of(word, ring);
        if (selection.entries().stream().map(KeyEntry::owner).distinct().count() <= 1) {
            return selection;
        }
        String numbers = selection.entries().stream()
                .map(entry -> entry.id() + " for " + entry.owner())
                .collect(Collectors.joining(", "));
        return new Selection(
                List.of(), word + ": entries of several owners (expected: the number of one: " + numbers + ")");
    }

    /** As {@link #of}, but an owner will do too. */
    static Selection ofAny(String word, KeyRing ring) throws DirectoryUnavailableException {
        Selection selection = of(word, ring);
        Optional<Owner> owner = Owner.parse(word);
        if (!selection.entries().isEmpty() || owner.isEmpty()) {
            return selection;
        }
        List<KeyEntry> entries = new ArrayList<>();
        ring.read(new EntryFilter(Optional.empty(), Optional.empty(), owner, Optional.empty()), entries::add);
        return entries.isEmpty() ? none(word, EXPECTED + ", an address or a domain") : new Selection(entries, "");
    }

    private static Selection byFingerprint(String word, String digits, KeyRing ring)
            throws DirectoryUnavailableException {
        List<KeyEntry> entries = new ArrayList<>();
        ring.read(new EntryFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(digits)), entry -> {
            if (entry.fingerprint().startsWith(digits)) {
                entries.add(entry);
            }
        });
        if (entries.isEmpty()) {
            return none(word, EXPECTED);
        }
        return entries.stream().map(KeyEntry::fingerprint).distinct().count() == 1
                ? new Selection(entries, "")
                : new Selection(
                        List.of(), word + ": begins the SHA-256 of several certificates (expected: more of it)");
    }

    private static Selection none(String word, String expected) {
        return new Selection(List.of(), word + ": not in the key ring (expected: " + expected + ")");
    }
}
