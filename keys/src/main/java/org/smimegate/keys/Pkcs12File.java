package org.smimegate.keys;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1BMPString;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.operator.InputDecryptorProvider;
import org.bouncycastle.pkcs.PKCS12PfxPdu;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagFactory;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcePKCS12MacCalculatorBuilderProvider;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;
import org.bouncycastle.util.encoders.Hex;
import org.smimegate.core.cms.Providers;

/**
 * The bags of a PKCS#12 file (RFC 7292), as they stand in it. Not read through a {@link java.security.KeyStore}: that
 * keeps one key of several with the same friendly name, and a signing and an encryption key of one person often share
 * theirs.
 */
record Pkcs12File(List<KeyBag> keys, List<CertificateBag> certificates) {
    private static final Provider BOUNCY_CASTLE = Providers.bouncyCastle();
    private static final long MAX_BYTES = 16 * 1024 * 1024;

    record KeyBag(PrivateKey key, Optional<String> name, Optional<String> id) {}

    record CertificateBag(X509Certificate certificate, Optional<String> name, Optional<String> id) {}

    Pkcs12File {
        keys = List.copyOf(keys);
        certificates = List.copyOf(certificates);
    }

    static Pkcs12File read(Path file, Secret secret) throws KeyFileException {
        return read(file, secret, true);
    }

    /** As {@link #read(Path, Secret)}, but private keys are not looked at. */
    static Pkcs12File readCertificates(Path file, Secret secret) throws KeyFileException {
        return read(file, secret, false);
    }

    private static Pkcs12File read(Path file, Secret secret, boolean withKeys) throws KeyFileException {
        KeyFiles.requireFile(file);
        char[] password = secret.reveal();
        try {
            return new Reader(file, password, withKeys).read(bytes(file));
        } catch (IOException e) {
            throw new KeyFileException(KeyFiles.explain(file, e), e);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private static byte[] bytes(Path file) throws IOException, KeyFileException {
        if (Files.size(file) > MAX_BYTES) {
            throw new KeyFileException(file + ": " + Files.size(file) + " bytes (expected: a PKCS#12 file of at most "
                    + MAX_BYTES + " bytes)");
        }
        return Files.readAllBytes(file);
    }

    /** Reads one file. */
    private static final class Reader {
        private final Path file;
        private final char[] password;
        private final boolean withKeys;
        private final InputDecryptorProvider decryptor;
        private final List<KeyBag> keys = new ArrayList<>();
        private final List<CertificateBag> certificates = new ArrayList<>();

        Reader(Path file, char[] password, boolean withKeys) {
            this.file = file;
            this.password = password;
            this.withKeys = withKeys;
            this.decryptor = new JcePKCSPBEInputDecryptorProviderBuilder()
                    .setProvider(BOUNCY_CASTLE)
                    .build(password);
        }

        Pkcs12File read(byte[] bytes) throws KeyFileException {
            PKCS12PfxPdu pfx = parse(bytes);
            checkPassword(pfx);
            try {
                for (ContentInfo content : pfx.getContentInfos()) {
                    addBags(content);
                }
                return new Pkcs12File(keys, certificates);
            } catch (PKCSException | IOException | GeneralSecurityException | RuntimeException e) {
                // Bouncy Castle throws unchecked exceptions at what it does not expect.
                throw new KeyFileException(
                        file + ": cannot be decrypted: the secret is wrong, or the file is damaged", e);
            }
        }

        private PKCS12PfxPdu parse(byte[] bytes) throws KeyFileException {
            try {
                if (bytes.length == 0) {
                    throw new IOException("empty");
                }
                return new PKCS12PfxPdu(bytes);
            } catch (IOException | RuntimeException e) {
                boolean pem = new String(bytes, StandardCharsets.ISO_8859_1).contains("-----BEGIN");
                throw new KeyFileException(
                        file + ": " + (pem ? "PEM" : "empty, damaged, or another format")
                                + " (expected: a PKCS#12 file, as `openssl pkcs12 -export` writes it)",
                        e);
            }
        }

        private void checkPassword(PKCS12PfxPdu pfx) throws KeyFileException {
            boolean good;
            try {
                good = !pfx.hasMac()
                        || pfx.isMacValid(
                                new JcePKCS12MacCalculatorBuilderProvider().setProvider(BOUNCY_CASTLE), password);
            } catch (PKCSException | RuntimeException e) {
                throw new KeyFileException(
                        file
                                + ": its integrity check cannot be read: the file is damaged, or of a kind this version does not know",
                        e);
            }
            if (!good) {
                throw new KeyFileException(
                        file + ": the secret does not open it (expected: the password it was exported with)");
            }
        }

        private void addBags(ContentInfo content)
                throws PKCSException, IOException, GeneralSecurityException, KeyFileException {
            boolean encrypted = content.getContentType().equals(PKCSObjectIdentifiers.encryptedData);
            PKCS12SafeBagFactory bags =
                    encrypted ? new PKCS12SafeBagFactory(content, decryptor) : new PKCS12SafeBagFactory(content);
            for (PKCS12SafeBag bag : bags.getSafeBags()) {
                addBag(bag);
            }
        }

        private void addBag(PKCS12SafeBag bag)
                throws PKCSException, IOException, GeneralSecurityException, KeyFileException {
            Object value = bag.getBagValue();
            if (withKeys && value instanceof PKCS8EncryptedPrivateKeyInfo encrypted) {
                keys.add(new KeyBag(privateKey(encrypted.decryptPrivateKeyInfo(decryptor)), name(bag), id(bag)));
            } else if (withKeys && value instanceof PrivateKeyInfo clear) {
                keys.add(new KeyBag(privateKey(clear), name(bag), id(bag)));
            } else if (value instanceof X509CertificateHolder holder) {
                certificates.add(new CertificateBag(certificate(holder), name(bag), id(bag)));
            }
        }

        private PrivateKey privateKey(PrivateKeyInfo info) throws IOException, KeyFileException {
            return PrivateKeys.ofPkcs8(info.getEncoded(), file.toString());
        }

        private static X509Certificate certificate(X509CertificateHolder holder)
                throws IOException, GeneralSecurityException {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(holder.getEncoded()));
        }

        private static Optional<String> name(PKCS12SafeBag bag) {
            return attribute(bag, PKCS12SafeBag.friendlyNameAttribute)
                    .filter(ASN1BMPString.class::isInstance)
                    .map(value -> clean(((ASN1BMPString) value).getString()))
                    .filter(name -> !name.isEmpty());
        }

        private static Optional<String> id(PKCS12SafeBag bag) {
            return attribute(bag, PKCS12SafeBag.localKeyIdAttribute)
                    .filter(ASN1OctetString.class::isInstance)
                    .map(value -> Hex.toHexString(((ASN1OctetString) value).getOctets()));
        }

        private static Optional<Object> attribute(PKCS12SafeBag bag, ASN1ObjectIdentifier type) {
            if (bag.getAttributes() == null) {
                return Optional.empty();
            }
            return Arrays.stream(bag.getAttributes())
                    .filter(a ->
                            a.getAttrType().equals(type) && a.getAttrValues().size() > 0)
                    .map(a -> (Object) a.getAttrValues().getObjectAt(0))
                    .findFirst();
        }

        /** Names go to logs and into messages. */
        private static String clean(String name) {
            return name.replaceAll("\\p{Cntrl}", "?").strip();
        }
    }
}
