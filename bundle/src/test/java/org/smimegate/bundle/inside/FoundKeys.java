package org.smimegate.bundle.inside;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.BiFunction;
import org.smimegate.core.outcome.Address;
import org.smimegate.keys.DirectoryUnavailableException;
import org.smimegate.keys.PartnerCertificate;
import org.smimegate.keys.keyring.KeyRing;
import org.smimegate.keys.keyring.KeyRingException;
import org.smimegate.keys.keyring.KeyRings;

/** Looks for the certificates of an address in the key ring at that URL. */
public final class FoundKeys implements BiFunction<String, String, List<X509Certificate>> {
    @Override
    public List<X509Certificate> apply(String url, String address) {
        try (KeyRing ring = KeyRings.open(StoredKey.settings(url))) {
            return ring.find(Address.parse(address).orElseThrow()).stream()
                    .map(PartnerCertificate::certificate)
                    .toList();
        } catch (KeyRingException | DirectoryUnavailableException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
