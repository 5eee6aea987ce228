package org.smimegate.admin.cert;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.core.cms.Providers;
import org.smimegate.keys.KeyFileException;
import org.smimegate.keys.PrivateKeys;
import org.smimegate.keys.Secret;

/** Reads private keys as OpenSSL writes them: PKCS#8 and its own older forms, in clear or encrypted. */
final class PemKeyReader {
    private final List<Secret> secrets;

    /** @param secrets to be tried on encrypted keys */
    PemKeyReader(List<Secret> secrets) {
        this.secrets = List.copyOf(secrets);
    }

    PrivateKey read(Path file, PemObject block) throws CannotRunException {
        String place = file + ": " + block.getType();
        Object parsed = parse(place, block);
        try {
            if (parsed instanceof PKCS8EncryptedPrivateKeyInfo || parsed instanceof PEMEncryptedKeyPair) {
                return decrypt(place, parsed);
            }
            return PrivateKeys.ofPkcs8(info(parsed).getEncoded(), place);
        } catch (IOException | KeyFileException e) {
            throw new CannotRunException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Object parse(String place, PemObject block) throws CannotRunException {
        var text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(block);
            writer.flush();
            return new PEMParser(new StringReader(text.toString())).readObject();
        } catch (IOException | RuntimeException e) {
            // Bouncy Castle throws unchecked exceptions at what it does not expect.
            throw new CannotRunException(place + ": damaged (expected: a private key as OpenSSL writes it)", e);
        }
    }

    private static PrivateKeyInfo info(Object parsed) {
        return parsed instanceof PEMKeyPair pair ? pair.getPrivateKeyInfo() : (PrivateKeyInfo) parsed;
    }

    private PrivateKey decrypt(String place, Object encrypted) throws CannotRunException {
        if (secrets.isEmpty()) {
            throw new CannotRunException(
                    place + ": encrypted (expected: its password with --in-secret file:PATH or env:NAME)");
        }
        for (Secret secret : secrets) {
            Optional<PrivateKey> key = decrypt(place, encrypted, secret);
            if (key.isPresent()) {
                return key.get();
            }
        }
        throw new CannotRunException(
                place + ": --in-secret does not open it (expected: the password it was encrypted with)");
    }

    /** Empty if the secret is another one; now and then the wrong one decrypts to something that is no key. */
    private static Optional<PrivateKey> decrypt(String place, Object encrypted, Secret secret) {
        char[] password = secret.reveal();
        try {
            return Optional.of(PrivateKeys.ofPkcs8(decrypt(encrypted, password).getEncoded(), place));
        } catch (IOException | PKCSException | OperatorCreationException | KeyFileException | RuntimeException e) {
            return Optional.empty();
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private static PrivateKeyInfo decrypt(Object encrypted, char[] password)
            throws IOException, PKCSException, OperatorCreationException {
        if (encrypted instanceof PKCS8EncryptedPrivateKeyInfo pkcs8) {
            return pkcs8.decryptPrivateKeyInfo(new JceOpenSSLPKCS8DecryptorProviderBuilder()
                    .setProvider(Providers.bouncyCastle())
                    .build(password));
        }
        return ((PEMEncryptedKeyPair) encrypted)
                .decryptKeyPair(new JcePEMDecryptorProviderBuilder()
                        .setProvider(Providers.bouncyCastle())
                        .build(password))
                .getPrivateKeyInfo();
    }
}
