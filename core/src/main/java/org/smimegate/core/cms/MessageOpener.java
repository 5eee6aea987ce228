package org.smimegate.core.cms;

import java.io.IOException;
import org.smimegate.core.message.MessageSource;
import org.smimegate.core.message.SpoolFolder;
import org.smimegate.core.policy.AlgorithmPolicy;
import org.smimegate.core.policy.Limits;
import org.smimegate.core.trust.CertificateTrust;

/** Decrypts and verifies messages, all layers in any order. Thread-safe. */
public final class MessageOpener {
    public MessageOpener(CertificateTrust trust, AlgorithmPolicy policy, Limits limits, SpoolFolder spool) {}

    /**
     * Opens a message. Whatever is wrong with it is a verdict, never an exception.
     *
     * @throws IOException the source or the spool folder failed
     */
    public OpenedMessage open(MessageSource message, OpenRequest request) throws IOException {
        throw new UnsupportedOperationException();
    }
}
