package org.smimegate.gateway;

import java.util.Optional;
import org.smimegate.keys.KeyFileException;
import org.smimegate.keys.Secret;
import org.smimegate.keys.keyring.KeyRing;
import org.smimegate.keys.keyring.KeyRingException;
import org.smimegate.keys.keyring.KeyRingSettings;
import org.smimegate.keys.keyring.KeyRings;

/** Opens the key ring that smime.xml names. */
final class KeyRingLoader {
    private KeyRingLoader() {}

    static KeyRing open(GatewaySettings settings) throws ConfigurationException, KeyFileException {
        GatewaySettings.Keyring keyring = settings.keyring();
        KeyRingSettings wanted = new KeyRingSettings(
                keyring.url(),
                keyring.user(),
                secret(keyring),
                keyring.quota(),
                settings.policy().domainCertificates());
        try {
            return KeyRings.open(wanted);
        } catch (KeyRingException e) {
            throw new ConfigurationException(keyring.place() + ": " + e.getMessage(), e);
        }
    }

    static Optional<Secret> secret(GatewaySettings.Keyring keyring) throws KeyFileException {
        if (keyring.secret().isEmpty()) {
            return Optional.empty();
        }
        SecretReference secret = keyring.secret().get();
        try {
            return Optional.of(secret.read());
        } catch (KeyFileException e) {
            throw new KeyFileException(secret.place() + ": " + e.getMessage(), e);
        }
    }
}
