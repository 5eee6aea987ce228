package org.smimegate.admin.cert;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.core.trust.CertificateFormatException;
import org.smimegate.core.trust.Certificates;

/**
 * A file with keys or certificates as a list of blocks: those of a PEM file (RFC 7468), or one for a DER file, labelled
 * as PEM would.
 */
record InputFile(Path path, List<PemObject> blocks) {
    static final String PKCS12 = "PKCS12";
    static final String CERTIFICATE = "CERTIFICATE";
    static final String ENCRYPTED_KEY = "ENCRYPTED PRIVATE KEY";
    static final Set<String> KEYS = Set.of("PRIVATE KEY", ENCRYPTED_KEY, "RSA PRIVATE KEY", "EC PRIVATE KEY");
    private static final Set<String> CERTIFICATES =
            Set.of(CERTIFICATE, "X509 CERTIFICATE", "PKCS7", "CMS", "PKCS #7 SIGNED DATA");
    /** Older OpenSSL puts the curve before the key, which names it itself. */
    private static final String CURVE = "EC PARAMETERS";

    private static final Pattern MESSAGE = Pattern.compile("From |[!-9;-~]{1,76}:[ \t]");

    private static final long MAX_BYTES = 16 * 1024 * 1024;
    private static final int PKCS12_VERSION = 3;
    private static final byte SEQUENCE = 0x30;
    private static final String EXPECTED = " (expected: certificates or private keys as PEM, DER, PKCS#7 or PKCS#12)";

    InputFile {
        blocks = List.copyOf(blocks);
    }

    static InputFile read(Path file) throws CannotRunException {
        byte[] content = bytes(file);
        String text = new String(content, StandardCharsets.ISO_8859_1);
        if (text.contains("-----BEGIN ")) {
            return new InputFile(file, pem(file, text));
        }
        if (content.length == 0 || content[0] != SEQUENCE) {
            throw new CannotRunException(file + ": " + what(text) + EXPECTED);
        }
        return new InputFile(file, List.of(new PemObject(label(content), content)));
    }

    private static String what(String text) {
        if (text.isEmpty()) {
            return "empty";
        }
        return startsAsMessage(text) ? "looks like a message" : "neither PEM nor DER";
    }

    /** With a header field (RFC 5322), or as a mailbox file does. */
    static boolean startsAsMessage(String text) {
        return MESSAGE.matcher(text).lookingAt();
    }

    boolean isPkcs12() {
        return blocks.get(0).getType().equals(PKCS12);
    }

    static boolean isKey(PemObject block) {
        return KEYS.contains(block.getType());
    }

    /** The certificates of a block that is no key. */
    List<X509Certificate> certificates(PemObject block) throws CannotRunException {
        if (!CERTIFICATES.contains(block.getType())) {
            throw new CannotRunException(path + ": " + block.getType() + EXPECTED);
        }
        try {
            String place = blocks.size() == 1 ? "" : ": block " + (blocks.indexOf(block) + 1);
            return Certificates.parse(block.getContent(), path + place);
        } catch (CertificateFormatException e) {
            throw new CannotRunException(String.valueOf(e.getMessage()), e);
        }
    }

    private static byte[] bytes(Path file) throws CannotRunException {
        try {
            if (Files.isRegularFile(file) && Files.size(file) > MAX_BYTES) {
                throw new CannotRunException(
                        file + ": " + Files.size(file) + " bytes (expected: at most " + MAX_BYTES + " bytes)");
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new CannotRunException(file + ": no such file", e);
        } catch (IOException e) {
            throw new CannotRunException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<PemObject> pem(Path file, String text) throws CannotRunException {
        List<PemObject> blocks = new ArrayList<>();
        try (PemReader reader = new PemReader(new StringReader(text))) {
            for (PemObject block = reader.readPemObject(); block != null; block = reader.readPemObject()) {
                if (!block.getType().equals(CURVE)) {
                    blocks.add(block);
                }
            }
        } catch (IOException | RuntimeException e) {
            // Bouncy Castle throws unchecked exceptions at text that is not base64.
            throw new CannotRunException(file + ": block " + (blocks.size() + 1) + " is damaged (expected: PEM)", e);
        }
        if (blocks.isEmpty()) {
            throw new CannotRunException(file + ": no certificate and no key in it (expected: PEM blocks of these)");
        }
        return blocks;
    }

    private static String label(byte[] der) {
        try {
            return ASN1Primitive.fromByteArray(der) instanceof ASN1Sequence sequence && sequence.size() > 1
                    ? label(sequence)
                    : CERTIFICATE;
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            return CERTIFICATE;
        }
    }

    private static String label(ASN1Sequence sequence) {
        ASN1Encodable second = sequence.getObjectAt(1);
        if (!(sequence.getObjectAt(0) instanceof ASN1Integer version)) {
            return second instanceof ASN1OctetString ? ENCRYPTED_KEY : CERTIFICATE;
        }
        if (second instanceof ASN1Integer) {
            return "RSA PRIVATE KEY";
        }
        if (second instanceof ASN1OctetString) {
            return "EC PRIVATE KEY";
        }
        return version.hasValue(PKCS12_VERSION) ? PKCS12 : "PRIVATE KEY";
    }
}
