package org.smimegate.admin.cert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.admin.mail.WorkFolder;
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
        try (WorkFolder work = WorkFolder.create()) {
            var inventory = new CertificateInventory(
                    AlgorithmPolicy.year2026(true, true), Limits.defaults(), SpoolFolder.open(work.folder("spool")));
            return new SmimeMessage(file, message.from().single(), inventory.of(message));
        }
    }

    private static Optional<RawMessage> message(Path file) throws IOException {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            return Optional.empty();
        }
        try {
            RawMessage message = RawMessage.scan(MessageSource.of(file));
            return Optional.of(message).filter(m -> m.smimeType() != SmimeType.NONE);
        } catch (UnreadableMessageException e) {
            // Whatever it is, the readers of other formats have words for it.
            return Optional.empty();
        }
    }
}
