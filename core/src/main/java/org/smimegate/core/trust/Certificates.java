package org.smimegate.core.trust;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.X509CertificateHolder;

/** Reads and names X.509 certificates. They are always the JDK's own objects, whoever made the bytes. */
public final class Certificates {
    private static final String EXPECTED = " (expected: certificates as PEM, DER or PKCS#7)";
    private static final Set<String> CERTIFICATE_LABELS = Set.of("CERTIFICATE", "X509 CERTIFICATE");
    private static final Set<String> PKCS7_LABELS = Set.of("PKCS7", "CMS", "PKCS #7 SIGNED DATA");
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int MAX_NAME = 200;

    private Certificates() {}

    /**
     * All certificates of a file, each once, in the file's order: PEM with any text around the blocks, one DER
     * certificate, or PKCS#7.
     *
     * @throws CertificateFormatException the file holds anything else, or nothing
     */
    public static List<X509Certificate> read(Path file) throws IOException, CertificateFormatException {
        return parse(Files.readAllBytes(file), file.toString());
    }

    /**
     * As {@link #read}, of bytes.
     *
     * @param place names the bytes in error messages
     */
    public static List<X509Certificate> parse(byte[] content, String place) throws CertificateFormatException {
        Collection<X509Certificate> found = PemBlocks.in(content) ? pem(content, place) : binary(content, place);
        if (found.isEmpty()) {
            throw new CertificateFormatException(place + ": no certificate" + EXPECTED);
        }
        return List.copyOf(new LinkedHashSet<>(found));
    }

    /** One certificate from a message or directory; empty if the bytes are not exactly one. */
    public static Optional<X509Certificate> ofDer(byte[] der) {
        try {
            return Optional.of(certificate(der));
        } catch (CertificateException | StackOverflowError e) {
            return Optional.empty();
        }
    }

    /** The JDK's object of what Bouncy Castle read. */
    static Optional<X509Certificate> ofHolder(X509CertificateHolder holder) {
        try {
            return ofDer(holder.getEncoded());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** SHA-256 of the encoded certificate in lower case hexadecimal digits. */
    public static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException("fingerprint", e);
        }
    }

    /** The subject for logs and messages: without controls, not endless. */
    public static String subject(X509Certificate certificate) {
        return printable(certificate.getSubjectX500Principal());
    }

    /** The common name of the subject, without controls and not endless; empty if it has none. */
    public static String commonName(X509Certificate certificate) {
        try {
            return new LdapName(certificate.getSubjectX500Principal().getName(X500Principal.RFC2253))
                    .getRdns().stream()
                            .filter(rdn -> rdn.getType().equalsIgnoreCase("CN") && rdn.getValue() instanceof String)
                            .reduce((general, special) -> special)
                            .map(rdn -> Printable.of((String) rdn.getValue(), MAX_NAME))
                            .orElse("");
        } catch (InvalidNameException e) {
            return "";
        }
    }

    /** The issuer for logs and messages: without controls, not endless. */
    public static String issuer(X509Certificate certificate) {
        return printable(certificate.getIssuerX500Principal());
    }

    /** The subject inside a sentence. */
    static String quoted(X509Certificate certificate) {
        return "'" + subject(certificate) + "'";
    }

    static String printable(X500Principal name) {
        String text = Printable.of(name.getName(X500Principal.RFC2253), MAX_NAME);
        return text.isEmpty() ? "(no name)" : text;
    }

    private static List<X509Certificate> pem(byte[] content, String place) throws CertificateFormatException {
        List<X509Certificate> found = new ArrayList<>();
        for (PemBlocks.Block block : PemBlocks.read(content, place)) {
            String where = place + ": line " + block.line();
            if (CERTIFICATE_LABELS.contains(block.label())) {
                found.add(one(block.content(), where));
            } else if (PKCS7_LABELS.contains(block.label())) {
                found.addAll(pkcs7(block.content(), where));
            } else {
                throw new CertificateFormatException(where + ": " + Printable.of(block.label(), MAX_NAME) + EXPECTED);
            }
        }
        return found;
    }

    private static Collection<X509Certificate> binary(byte[] content, String place) throws CertificateFormatException {
        return isContentInfo(content) ? pkcs7(content, place) : List.of(one(content, place));
    }

    /** A CMS ContentInfo is a SEQUENCE that starts with an OID, a certificate one that starts with a SEQUENCE. */
    private static boolean isContentInfo(byte[] content) {
        if (content.length < 2) {
            return false;
        }
        int lengthBytes = content[1] < 0 ? content[1] & 0x7f : 0;
        int first = 2 + lengthBytes;
        return content[0] == 0x30 && first < content.length && content[first] == OBJECT_IDENTIFIER;
    }

    private static X509Certificate one(byte[] der, String place) throws CertificateFormatException {
        try {
            return certificate(der);
        } catch (CertificateException | StackOverflowError e) {
            throw new CertificateFormatException(place + ": not a readable certificate: " + words(e) + EXPECTED, e);
        }
    }

    private static X509Certificate certificate(byte[] der) throws CertificateException {
        ByteArrayInputStream in = new ByteArrayInputStream(der);
        Certificate certificate = factory().generateCertificate(in);
        if (in.available() > 0) {
            throw new CertificateException(in.available() + " bytes after the certificate");
        }
        return (X509Certificate) certificate;
    }

    private static Collection<X509Certificate> pkcs7(byte[] der, String place) throws CertificateFormatException {
        try {
            List<X509Certificate> found = new ArrayList<>();
            for (Certificate certificate : factory().generateCertificates(new ByteArrayInputStream(der))) {
                found.add((X509Certificate) certificate);
            }
            return found;
        } catch (CertificateException | StackOverflowError e) {
            throw new CertificateFormatException(place + ": not a readable PKCS#7 file: " + words(e) + EXPECTED, e);
        }
    }

    /** Those of the first cause: around it, libraries put the names of their classes. */
    private static String words(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return Printable.of(cause.getMessage() == null ? "damaged" : cause.getMessage(), MAX_NAME);
    }

    /** The JDK's by name: another provider's objects would read odd extensions differently. */
    private static CertificateFactory factory() {
        try {
            return CertificateFactory.getInstance("X.509", "SUN");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK reads no certificates", e);
        }
    }
}
