package org.smimegate.core.trust;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Finds the blocks of a PEM file (RFC 7468), with whatever text around them. */
final class PemBlocks {
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";

    private final String place;
    private final List<String> lines;

    /** @param line where the block begins, counted from 1 */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Block(String label, byte[] content, int line) {}

    private PemBlocks(String place, List<String> lines) {
        this.place = place;
        this.lines = lines;
    }

    /** Whether that is a PEM file at all. */
    static boolean in(byte[] content) {
        return text(content).contains(BEGIN);
    }

    static List<Block> read(byte[] content, String place) throws CertificateFormatException {
        return new PemBlocks(place, text(content).lines().toList()).blocks();
    }

    /** Not UTF-8: the text around the blocks may be in any encoding. */
    private static String text(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1);
    }

    private List<Block> blocks() throws CertificateFormatException {
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            int begin = lines.get(i).indexOf(BEGIN);
            if (begin >= 0) {
                String label = label(lines.get(i).substring(begin), i);
                int end = end(label, i);
                blocks.add(new Block(label, decode(lines.subList(i + 1, end), i), i + 1));
                i = end;
            }
        }
        return blocks;
    }

    private String label(String line, int index) throws CertificateFormatException {
        int end = line.indexOf(DASHES, BEGIN.length());
        if (end < 0) {
            throw broken(index, "BEGIN without " + DASHES + " at the end of the line");
        }
        return line.substring(BEGIN.length(), end);
    }

    private int end(String label, int begin) throws CertificateFormatException {
        for (int i = begin + 1; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.equals(END + label + DASHES)) {
                return i;
            }
            if (line.startsWith(DASHES)) {
                break;
            }
        }
        throw broken(begin, "BEGIN " + label + " without END " + label);
    }

    private byte[] decode(List<String> base64, int begin) throws CertificateFormatException {
        try {
            return Base64.getDecoder().decode(String.join("", base64).replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            throw broken(begin, "the PEM block is not base64");
        }
    }

    private CertificateFormatException broken(int index, String what) {
        return new CertificateFormatException(place + ": line " + (index + 1) + ": " + what);
    }
}
