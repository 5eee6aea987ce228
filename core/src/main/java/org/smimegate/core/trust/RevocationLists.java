package org.smimegate.core.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads files of certificate revocation lists. */
public final class RevocationLists {
    private static final String EXPECTED = " (expected: revocation lists as PEM or DER)";
    private static final String LABEL = "X509 CRL";
    private static final int MAX_LABEL = 200;

    private RevocationLists() {}

    /**
     * All lists of a file, in its order: PEM with any text around the blocks, or one list as DER. The name of the file
     * is their origin.
     *
     * @throws CertificateFormatException the file holds anything else, or nothing
     */
    public static List<RevocationList> read(Path file) throws IOException, CertificateFormatException {
        return parse(Files.readAllBytes(file), file.toString(), String.valueOf(file.getFileName()));
    }

    private static List<RevocationList> parse(byte[] content, String place, String origin)
            throws CertificateFormatException {
        return PemBlocks.in(content) ? pem(content, place, origin) : List.of(one(content, place, origin));
    }

    private static List<RevocationList> pem(byte[] content, String place, String origin)
            throws CertificateFormatException {
        List<RevocationList> found = new ArrayList<>();
        for (PemBlocks.Block block : PemBlocks.read(content, place)) {
            String where = place + ": line " + block.line();
            if (!block.label().equals(LABEL)) {
                throw new CertificateFormatException(where + ": " + Printable.of(block.label(), MAX_LABEL) + EXPECTED);
            }
            found.add(one(block.content(), where, origin));
        }
        return found;
    }

    private static RevocationList one(byte[] der, String place, String origin) throws CertificateFormatException {
        return RevocationList.ofDer(der, origin)
                .orElseThrow(() -> new CertificateFormatException(place + ": not a revocation list" + EXPECTED));
    }
}
