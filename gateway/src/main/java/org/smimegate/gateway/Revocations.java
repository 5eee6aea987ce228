package org.smimegate.gateway;

import java.io.Closeable;
import org.smimegate.core.trust.RevocationChecking;
import org.smimegate.gateway.GatewaySettings.Revocation;
import org.smimegate.gateway.GatewaySettings.UnknownRevocation;
import org.smimegate.keys.KeyFileException;
import org.smimegate.keys.revocation.CrlFolder;

/** What the gateway knows of revoked certificates, and for which uses it must know. */
final class Revocations implements Closeable {
    private final Revocation settings;
    private final CrlFolder folder;

    private Revocations(Revocation settings, CrlFolder folder) {
        this.settings = settings;
        this.folder = folder;
    }

    /**
     * Reads what is there.
     *
     * @throws ConfigurationException revocation must be known, and nothing could ever be
     */
    static Revocations open(Revocation settings) throws KeyFileException, ConfigurationException {
        Revocations revocations = new Revocations(settings, folder(settings.crls()));
        if (!settings.demanded().isEmpty() && !revocations.hasSource()) {
            throw hardWithoutSource(settings);
        }
        return revocations;
    }

    private static CrlFolder folder(ConfiguredPath crls) throws KeyFileException {
        try {
            return crls.written() ? CrlFolder.open(crls.path()) : CrlFolder.openIfThere(crls.path());
        } catch (KeyFileException e) {
            throw new KeyFileException(crls.place() + ": " + e.getMessage(), e);
        }
    }

    private static ConfigurationException hardWithoutSource(Revocation settings) {
        String attribute = settings.verify() == UnknownRevocation.HARD ? "verify" : "encrypt";
        return new ConfigurationException(settings.place() + "/@" + attribute + ": hard: no revocation lists in "
                + settings.crls().path() + ", so all mail would wait (expected: those of the CAs in that folder, or"
                + " fetch=\"true\"; or soft)");
    }

    /** Whether anything can be known. */
    boolean hasSource() {
        return size() > 0;
    }

    /** How many lists are in the folder now. */
    int size() {
        return folder.size();
    }

    RevocationChecking checking() {
        return new RevocationChecking(folder, settings.demanded());
    }

    @Override
    public void close() {}
}
