package org.smimegate.gateway;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.smimegate.core.trust.Pins;
import org.smimegate.gateway.GatewaySettings.Directory;
import org.smimegate.keys.CertificateDirectory;
import org.smimegate.keys.FolderDirectory;
import org.smimegate.keys.KeyFileException;
import org.smimegate.keys.keyring.KeyRing;

/**
 * Where partners' certificates are.
 *
 * @param directories in the order in which they are asked: the key ring, then those of smime.xml
 */
record Partners(KeyRing keyRing, List<CertificateDirectory> directories) implements Closeable {
    Partners {
        directories = List.copyOf(directories);
    }

    static Partners open(GatewaySettings settings) throws ConfigurationException, KeyFileException, IOException {
        List<CertificateDirectory> opened = new ArrayList<>();
        boolean complete = false;
        try {
            KeyRing keyRing = KeyRingLoader.open(settings);
            opened.add(keyRing);
            for (Directory directory : settings.directories()) {
                opened.add(open(directory, settings.policy().domainCertificates()));
            }
            complete = true;
            return new Partners(keyRing, opened);
        } finally {
            if (!complete) {
                closeAll(opened);
            }
        }
    }

    static CertificateDirectory open(Directory directory, boolean domainCertificates)
            throws ConfigurationException, KeyFileException {
        return directory instanceof Directory.Folder folder
                ? folder(folder.path(), domainCertificates)
                : LdapLoader.open((Directory.Ldap) directory, domainCertificates);
    }

    private static FolderDirectory folder(ConfiguredPath folder, boolean domainCertificates) throws KeyFileException {
        try {
            return folder.written()
                    ? FolderDirectory.open(folder.path(), domainCertificates)
                    : FolderDirectory.openIfThere(folder.path(), domainCertificates);
        } catch (KeyFileException e) {
            throw new KeyFileException(folder.place() + ": " + e.getMessage(), e);
        }
    }

    Pins pins() {
        return new KeyRingPins(keyRing);
    }

    @Override
    public void close() throws IOException {
        closeAll(directories);
    }

    private static void closeAll(List<CertificateDirectory> directories) throws IOException {
        Closing.all(directories.stream()
                .filter(Closeable.class::isInstance)
                .map(Closeable.class::cast)
                .toList());
    }
}
