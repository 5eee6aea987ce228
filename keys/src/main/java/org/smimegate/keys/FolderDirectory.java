package org.smimegate.keys;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.trust.Coverage;
import org.smimegate.keys.FolderReader.Content;

/**
 * Partners' certificates in a folder; the SAN of each says whose it is, and the other certificates of its file are
 * candidates for its path. Follows changes of the folder. None of them is pinned: each needs a path to an anchor.
 */
public final class FolderDirectory implements CertificateDirectory {
    private static final Logger LOGGER = LoggerFactory.getLogger(FolderDirectory.class);

    private final Path folder;
    private final Reloading<PartnerIndex> index;

    private FolderDirectory(Path folder, Reloading<PartnerIndex> index) {
        this.folder = folder;
        this.index = index;
    }

    /**
     * Reads the folder.
     *
     * @param domainCertificates whether a dNSName in a SAN speaks for its domain
     * @throws KeyFileException no such folder, or a certificate file in it that cannot be read
     */
    public static FolderDirectory open(Path folder, boolean domainCertificates) throws KeyFileException {
        return open(folder, domainCertificates, () -> CertificateFolder.read(folder));
    }

    /** As {@link #open(Path, boolean)}, but a folder that is not there is empty until it appears. */
    public static FolderDirectory openIfThere(Path folder, boolean domainCertificates) throws KeyFileException {
        return open(folder, domainCertificates, () -> CertificateFolder.readIfThere(folder));
    }

    private static FolderDirectory open(
            Path folder, boolean domainCertificates, Reloading.Loader<List<Content<X509Certificate>>> files)
            throws KeyFileException {
        Reloading<PartnerIndex> index =
                Reloading.start("folder " + folder, List.of(folder), () -> index(files.load(), domainCertificates));
        return new FolderDirectory(folder, index);
    }

    @Override
    public String name() {
        return "folder " + folder;
    }

    /** How many certificates it holds. */
    public int size() {
        return index.get().size();
    }

    @Override
    public List<PartnerCertificate> find(Address recipient) {
        return index.get().find(recipient);
    }

    private static PartnerIndex index(List<Content<X509Certificate>> files, boolean domainCertificates) {
        List<PartnerCertificate> partners = new ArrayList<>();
        for (Content<X509Certificate> file : files) {
            List<PartnerCertificate> ofFile = partners(file, domainCertificates);
            if (ofFile.isEmpty()) {
                LOGGER.warn(
                        "{}: for nobody (expected: a certificate with an rfc822Name or dNSName in its SAN)",
                        file.path());
            }
            partners.addAll(ofFile);
        }
        return new PartnerIndex(partners);
    }

    private static List<PartnerCertificate> partners(Content<X509Certificate> file, boolean domainCertificates) {
        List<X509Certificate> issuers =
                file.items().stream().filter(c -> c.getBasicConstraints() >= 0).toList();
        List<PartnerCertificate> partners = new ArrayList<>();
        for (X509Certificate certificate : file.items()) {
            Coverage coverage = Coverage.of(certificate, domainCertificates);
            if (!coverage.addresses().isEmpty() || !coverage.domains().isEmpty()) {
                partners.add(new PartnerCertificate(certificate, issuers, coverage, Set.of(), false));
            }
        }
        return partners;
    }
}
