package org.smimegate.keys.revocation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.smimegate.core.trust.Certificates;
import org.smimegate.core.trust.RevocationList;

/**
 * A revocation list in a file of its own: the issuer's certificate in base64, the URLs, an empty line, the list in DER.
 * The file's name is the SHA-256 of what stands before the list.
 */
record CachedList(ListPlace place, Holding<RevocationList> holding) {
    static final String SUFFIX = ".crl";

    private static final int MAX_HEAD = 64 << 10;
    private static final String END_OF_HEAD = "\n\n";
    /** So long after its successor's time a list is still worth reading, for those whom it revokes. */
    private static final Duration OF_USE = Duration.ofDays(7);

    static String name(ListPlace place) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(head(place));
            return HexFormat.of().formatHex(hash) + SUFFIX;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the JDK has no SHA-256", e);
        }
    }

    static byte[] content(ListPlace place, byte[] der) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(head(place));
        content.writeBytes(der);
        return content.toByteArray();
    }

    private static byte[] head(ListPlace place) {
        try {
            String issuer = Base64.getEncoder().encodeToString(place.issuer().getEncoded());
            String urls = place.urls().stream().map(URI::toString).collect(Collectors.joining("\n"));
            return (issuer + "\n" + urls + END_OF_HEAD).getBytes(StandardCharsets.US_ASCII);
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("certificate", e);
        }
    }

    /** Empty if the file holds anything else than its name says, was not written completely, or has just been removed. */
    static Optional<CachedList> read(Path file) throws IOException {
        try {
            return whole(file);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static Optional<CachedList> whole(Path file) throws IOException {
        if (Files.size(file) > MAX_HEAD + ListErrand.MAX_BYTES) {
            return Optional.empty();
        }
        byte[] content = Files.readAllBytes(file);
        Instant written = Files.getLastModifiedTime(file).toInstant();
        return place(content)
                .filter(place -> name(place).equals(file.getFileName().toString()))
                .flatMap(place -> list(place, content, written));
    }

    private static Optional<ListPlace> place(byte[] content) {
        String start = new String(content, 0, Math.min(content.length, MAX_HEAD), StandardCharsets.US_ASCII);
        List<String> lines = start.lines().takeWhile(line -> !line.isEmpty()).toList();
        try {
            List<URI> urls = lines.stream().skip(1).map(URI::create).toList();
            return lines.isEmpty()
                    ? Optional.empty()
                    : Certificates.ofDer(Base64.getDecoder().decode(lines.get(0)))
                            .map(issuer -> new ListPlace(urls, issuer));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<CachedList> list(ListPlace place, byte[] content, Instant written) {
        URI origin = place.urls().get(0);
        byte[] der = Arrays.copyOfRange(content, head(place).length, content.length);
        return RevocationList.ofDer(der, origin.toString())
                .map(list -> new Holding<>(list, origin, der.length, ListErrand.until(list, written)))
                .map(holding -> new CachedList(place, holding));
    }

    /** Whether it would be fetched today, too. */
    boolean isOfUse(AllowedUrls allowed, Instant now) {
        List<URI> urls = place.urls();
        return now.isBefore(holding.until().plus(OF_USE))
                && allowed.of(urls.stream().map(URI::toString)).equals(urls);
    }
}
