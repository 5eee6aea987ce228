package org.smimegate.keys.revocation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.smimegate.core.trust.RevocationList;

/**
 * A revocation list in a file of its own: the URLs, each with a line end, an empty line, the list in DER. The file's name
 * is the SHA-256 of the URLs.
 */
record CachedList(ListPlace place, Holding<RevocationList> holding) {
    static final String SUFFIX = ".crl";

    private static final int MAX_HEAD = 16 << 10;

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
        String lines = place.urls().stream().map(url -> url + "\n").collect(Collectors.joining());
        return (lines + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** Empty if the file holds anything else than its name says, or was not written completely. */
    static Optional<CachedList> read(Path file) {
        try {
            return readable(file);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<CachedList> readable(Path file) throws IOException {
        if (Files.size(file) > MAX_HEAD + ListErrand.MAX_BYTES) {
            return Optional.empty();
        }
        byte[] content = Files.readAllBytes(file);
        Optional<ListPlace> place =
                place(content).filter(p -> name(p).equals(file.getFileName().toString()));
        if (place.isEmpty()) {
            return Optional.empty();
        }
        byte[] der = Arrays.copyOfRange(content, head(place.get()).length, content.length);
        Instant written = Files.getLastModifiedTime(file).toInstant();
        return RevocationList.ofDer(der, place.get().toString())
                .map(list ->
                        new CachedList(place.get(), new Holding<>(list, der.length, ListErrand.until(list, written))));
    }

    private static Optional<ListPlace> place(byte[] content) {
        String head = new String(content, 0, Math.min(content.length, MAX_HEAD), StandardCharsets.US_ASCII);
        int end = head.indexOf("\n\n");
        try {
            return end < 0
                    ? Optional.empty()
                    : Optional.of(new ListPlace(
                            head.substring(0, end).lines().map(URI::create).toList()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    boolean isOfUse(AllowedUrls allowed, Instant now) {
        List<URI> urls = place.urls();
        return holding.holdsAt(now)
                && allowed.of(urls.stream().map(URI::toString)).equals(urls);
    }
}
