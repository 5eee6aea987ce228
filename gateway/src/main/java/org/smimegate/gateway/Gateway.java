package org.smimegate.gateway;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.smimegate.core.message.Spool;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.trust.CertificateTrust;
import org.smimegate.keys.Credentials;
import org.smimegate.keys.RecipientKeys;

/** Everything smime.xml describes, assembled: engine, credentials, trust, directories, profiles. Thread-safe. */
public final class Gateway implements Closeable {
    /**
     * Reads smime.xml and every file it names.
     *
     * @param spool parent of the private folder for plaintext that does not fit in memory
     * @throws ConfigurationException anything is unknown, unreadable or unfit
     */
    public static Gateway open(Path smimeXml, FileLocator files, Path spool) throws ConfigurationException {
        throw new UnsupportedOperationException();
    }

    private Gateway() {}

    /** The authserv-id. */
    public String name() {
        throw new UnsupportedOperationException();
    }

    public Address postmaster() {
        throw new UnsupportedOperationException();
    }

    /** Domains of {@code gateway/@domains}: inside, besides James' local ones. */
    public boolean isInside(String domain) {
        throw new UnsupportedOperationException();
    }

    /** The current credentials; asked anew each time, for they are re-read when their files change. */
    public Credentials credentials() {
        throw new UnsupportedOperationException();
    }

    public CertificateTrust trust() {
        throw new UnsupportedOperationException();
    }

    public RecipientKeys recipientKeys() {
        throw new UnsupportedOperationException();
    }

    public Optional<SendingProfile> profile(String name) {
        throw new UnsupportedOperationException();
    }

    public List<SendingProfile> profiles() {
        throw new UnsupportedOperationException();
    }

    public Outbound outbound() {
        throw new UnsupportedOperationException();
    }

    public Inbound inbound() {
        throw new UnsupportedOperationException();
    }

    /** A spool in the private folder, for messages on their way into and out of the engine. The caller closes it. */
    public Spool newSpool() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() throws IOException {
        throw new UnsupportedOperationException();
    }
}
