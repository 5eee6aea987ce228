package org.smimegate.keys.keyring.text;

import java.io.IOException;
import java.io.InputStream;
import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.smimegate.core.trust.Certificates;
import org.smimegate.core.trust.Coverage;
import org.smimegate.keys.keyring.NewEntry;
import org.smimegate.keys.keyring.Owner;

/**
 * Reads the entries of a file one by one, so that its length does not matter. PEM blocks outside of entries are read
 * too, whoever wrote the file and whatever stands around them. What is broken is an item like any other, and the next
 * one follows; of a broken entry everything up to the next entry is left out, for whose certificates these are is not
 * known.
 */
public final class EntryReader {
    private final Lines lines;
    private final boolean domainCertificates;
    private final Deque<Item> ready = new ArrayDeque<>();
    private boolean empty = true;

    /**
     * @param in stays open
     * @param domainCertificates whether a dNSName in the SAN of a bare certificate speaks for its domain
     */
    public EntryReader(InputStream in, boolean domainCertificates) {
        this.lines = new Lines(in);
        this.domainCertificates = domainCertificates;
    }

    /** Empty at the end of the file. A file without any key that is no export of an empty key ring is broken. */
    public Optional<Item> next() throws IOException {
        while (ready.isEmpty()) {
            Optional<String> line = lines.next();
            if (line.isEmpty()) {
                return nothing();
            }
            empty &= !line.get().equals(EntryWriter.TITLE);
            if (Field.opens(line.get())) {
                ready.add(entry(line.get()));
            } else if (PemBlock.begins(line.get())) {
                readBare(line.get());
            }
        }
        empty = false;
        return Optional.of(ready.remove());
    }

    private Optional<Item> nothing() {
        boolean first = empty;
        empty = false;
        return first
                ? Optional.of(new Item.Broken(1, "no certificate (expected: a PEM file, or an export of a key ring)"))
                : Optional.empty();
    }

    private Item entry(String first) throws IOException {
        int line = lines.number();
        try {
            FieldReader fields = FieldReader.read(first, lines);
            List<Owner> owners = fields.owners();
            List<X509Certificate> certificates = new ArrayList<>();
            for (int left = fields.chainLength(); left >= 0; left--) {
                certificates.add(certificate(line));
            }
            List<NewEntry> entries = new ArrayList<>();
            for (Owner owner : owners) {
                entries.add(entry(fields, owner, certificates));
            }
            return new Item.Entries(line, entries);
        } catch (BrokenEntryException e) {
            skipToNextEntry();
            return e.item();
        }
    }

    private static NewEntry entry(FieldReader fields, Owner owner, List<X509Certificate> certificates)
            throws BrokenEntryException {
        return new NewEntry(
                fields.text(Field.NAME),
                owner,
                certificates.get(0),
                certificates.subList(1, certificates.size()),
                fields.origin(),
                fields.state(),
                fields.isTrue(Field.PINNED),
                fields.isTrue(Field.DECIDED),
                fields.text(Field.NOTE),
                fields.capabilities(),
                fields.capabilitiesSigned());
    }

    /** The next certificate of the entry that began there; only blank lines may stand before it. */
    private X509Certificate certificate(int start) throws IOException, BrokenEntryException {
        Optional<String> line = lines.next();
        while (line.isPresent() && line.get().isBlank()) {
            line = lines.next();
        }
        if (line.isPresent() && PemBlock.begins(line.get())) {
            PemBlock block = PemBlock.read(line.get(), lines);
            List<X509Certificate> certificates = block.certificates();
            if (certificates.size() == 1) {
                return certificates.get(0);
            }
            throw new BrokenEntryException(block.line(), "several certificates in one block (expected: one)");
        }
        line.ifPresent(lines::back);
        throw new BrokenEntryException(start, "an entry with fewer certificates than it says");
    }

    private void skipToNextEntry() throws IOException {
        for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
            if (Field.opens(line.get())) {
                lines.back(line.get());
                return;
            }
        }
    }

    private void readBare(String first) throws IOException {
        int line = lines.number();
        try {
            for (X509Certificate certificate : PemBlock.read(first, lines).certificates()) {
                ready.add(bare(line, certificate));
            }
        } catch (BrokenEntryException e) {
            ready.add(e.item());
        }
    }

    private Item bare(int line, X509Certificate certificate) {
        List<Owner> owners = Owner.of(Coverage.of(certificate, domainCertificates));
        if (!owners.isEmpty()) {
            return new Item.Bare(line, certificate, owners);
        }
        return certificate.getBasicConstraints() >= 0
                ? new Item.Authority(line, certificate)
                : new Item.Broken(
                        line,
                        Certificates.subject(certificate) + ": for nobody (expected: an rfc822Name or dNSName in its"
                                + " SAN)");
    }
}
