package org.smimegate.gateway;

import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.trust.Coverage;
import org.smimegate.core.trust.Pins;
import org.smimegate.keys.DirectoryUnavailableException;
import org.smimegate.keys.keyring.KeyRing;

/** The certificates that administrators vouch for in the key ring. While it cannot be asked, nobody vouches. */
record KeyRingPins(KeyRing ring) implements Pins {
    private static final Logger LOGGER = LoggerFactory.getLogger(KeyRingPins.class);

    @Override
    public Optional<Coverage> of(X509Certificate certificate) {
        try {
            return ring.pinned(certificate).map(pinned -> spelled(pinned, Coverage.of(certificate, false)));
        } catch (DirectoryUnavailableException e) {
            LOGGER.warn(
                    "{}: pins cannot be looked up, so the signer is judged without: {}", ring.name(), e.getMessage());
            return Optional.empty();
        }
    }

    /** The key ring keeps addresses in small letters; the certificate says how its owner writes them. */
    private static Coverage spelled(Coverage pinned, Coverage named) {
        Set<Address> addresses = new HashSet<>(pinned.addresses());
        named.addresses().stream().filter(pinned::coversIgnoringCase).forEach(addresses::add);
        return new Coverage(addresses, pinned.domains(), pinned.everyone());
    }
}
