package org.smimegate.admin.cert;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.core.cms.CertificateInventory;
import org.smimegate.core.cms.LayerCertificates;
import org.smimegate.core.message.MessageSource;
import org.smimegate.core.message.RawMessage;
import org.smimegate.core.message.SmimeType;
import org.smimegate.core.message.SpoolFolder;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.outcome.UnreadableMessageException;
import org.smimegate.core.policy.AlgorithmPolicy;
import org.smimegate.core.policy.Limits;

/**
 * A file that is an S/MIME message, and the certificates of its layers as far as they can be seen without a key.
 *
 * @param author whom its From field names, if that is one
 * @param layers from the outside in
 */
public record SmimeMessage(Path path, Optional<Address> author, List<LayerCertificates> layers) {
    private static final int START = 100;
    private static final int MAX_BARE = 16 * 1024 * 1024;
    /** id-envelopedData and id-ct-authEnvelopedData in DER, hexadecimal. */
    private static final List<String> ENVELOPES = List.of("06092a864886f70d010703", "060b2a864886f70d0109100117");

    private static final String ENVELOPE_HEADER =
            "Content-Type: application/pkcs7-mime\r\nContent-Transfer-Encoding: binary\r\n\r\n";

    public SmimeMessage {
        layers = List.copyOf(layers);
    }

    /** Empty if the file is something else. */
    public static Optional<SmimeMessage> read(Path file) throws CannotRunException {
        try {
            Optional<RawMessage> message = message(file);
            return message.isEmpty() ? Optional.empty() : Optional.of(read(file, message.get()));
        } catch (IOException e) {
            throw new CannotRunException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static SmimeMessage read(Path file, RawMessage message) throws IOException {
        Path folder = Files.createTempDirectory("smimegate-show-");
        try {
            var inventory = new CertificateInventory(
                    AlgorithmPolicy.year2026(true, true), Limits.defaults(), SpoolFolder.open(folder));
            return new SmimeMessage(file, message.from().single(), inventory.of(message));
        } finally {
            // Spools leave no files behind.
            Files.delete(folder);
        }
    }

    private static Optional<RawMessage> message(Path file) throws IOException, CannotRunException {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            return Optional.empty();
        }
        byte[] start = start(file);
        try {
            RawMessage message = RawMessage.scan(isBareEnvelope(start) ? enveloped(file) : MessageSource.of(file));
            return Optional.of(message).filter(m -> m.smimeType() != SmimeType.NONE);
        } catch (UnreadableMessageException e) {
            if (InputFile.startsAsMessage(new String(start, StandardCharsets.ISO_8859_1))) {
                throw new CannotRunException(file + ": a message that cannot be read: " + e.getMessage(), e);
            }
            // Something else, for which the readers of other formats have words.
            return Optional.empty();
        }
    }

    private static byte[] start(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(START);
        }
    }

    /** A CMS object as mail programs save it: smime.p7m without its message. */
    private static boolean isBareEnvelope(byte[] start) {
        String hex = Asn1.hex(start);
        return hex.startsWith("30") && ENVELOPES.stream().anyMatch(hex::contains);
    }

    private static MessageSource enveloped(Path file) throws IOException {
        var message = new ByteArrayOutputStream();
        message.writeBytes(ENVELOPE_HEADER.getBytes(StandardCharsets.US_ASCII));
        try (InputStream in = Files.newInputStream(file)) {
            message.writeBytes(in.readNBytes(MAX_BARE));
        }
        return MessageSource.of(message.toByteArray());
    }
}
