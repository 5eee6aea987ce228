package org.smimegate.keys.keyring.text;

import java.io.IOException;
import java.io.Writer;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.smimegate.core.policy.ContentCipher;
import org.smimegate.core.trust.Certificates;
import org.smimegate.keys.keyring.KeyEntry;
import org.smimegate.keys.keyring.NewEntry;

/**
 * Writes entries as they come, keeping no more than those of one owner, whose certificates it sorts: so the file of a
 * key ring that was filled from a file is that file, byte for byte. When entries were seen and used is the history of
 * one key ring and is not written.
 */
public final class EntryWriter {
    private static final Comparator<NewEntry> NEWEST_FIRST = Comparator.comparing(
                    (NewEntry e) -> e.certificate().getNotBefore())
            .reversed()
            .thenComparing(e -> Certificates.fingerprint(e.certificate()));

    /** The first line of a file. */
    static final String TITLE = "# Partners' certificates of an S/MIME gateway";

    private final Writer out;
    private final List<NewEntry> ofOneOwner = new ArrayList<>();
    private long count;

    /** @param out takes UTF-8; stays open */
    public EntryWriter(Writer out) throws IOException {
        this.out = out;
        out.write(TITLE + "\n");
    }

    /** The entries of an owner must come one after the other. */
    public void write(KeyEntry entry) throws IOException {
        if (!ofOneOwner.isEmpty() && !ofOneOwner.get(0).owner().equals(entry.owner())) {
            finish();
        }
        ofOneOwner.add(entry.content());
    }

    /** Writes what is still kept. */
    public void finish() throws IOException {
        ofOneOwner.sort(NEWEST_FIRST);
        for (NewEntry entry : ofOneOwner) {
            out.write(text(entry));
            count++;
        }
        ofOneOwner.clear();
        out.flush();
    }

    /** How many entries are written. */
    public long count() {
        return count;
    }

    private static String text(NewEntry entry) {
        StringBuilder text = new StringBuilder("\n").append(Field.OPENING.line(Field.VERSION));
        text.append(comment(entry.certificate()))
                .append(Field.OWNER.line(entry.owner().text()));
        append(text, Field.NAME, entry.name());
        text.append(Field.ORIGIN.line(entry.origin().token()));
        text.append(Field.STATE.line(entry.state().token()));
        text.append(Field.PINNED.line(Boolean.toString(entry.pinned())));
        text.append(Field.DECIDED.line(Boolean.toString(entry.decided())));
        append(text, Field.NOTE, entry.note());
        append(text, Field.CAPABILITIES, capabilities(entry));
        entry.capabilitiesSigned().ifPresent(at -> append(text, Field.CAPABILITIES_SIGNED, at.toString()));
        append(
                text,
                Field.CHAIN,
                entry.chain().isEmpty() ? "" : Integer.toString(entry.chain().size()));
        text.append(pem(entry.certificate()));
        entry.chain().forEach(certificate -> text.append(pem(certificate)));
        return text.toString();
    }

    private static void append(StringBuilder text, Field field, String value) {
        if (!value.isEmpty()) {
            text.append(field.line(value));
        }
    }

    /** For people; nobody reads it back. */
    private static String comment(X509Certificate certificate) {
        return "# " + Escaped.text(Certificates.subject(certificate)) + "\n# valid until "
                + certificate.getNotAfter().toInstant() + ", SHA-256 " + Certificates.fingerprint(certificate) + "\n";
    }

    private static String capabilities(NewEntry entry) {
        return String.join(
                " ",
                entry.capabilities().stream().sorted().map(ContentCipher::token).toList());
    }

    private static String pem(X509Certificate certificate) {
        try {
            return PemBlock.of(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read cannot be written", e);
        }
    }
}
