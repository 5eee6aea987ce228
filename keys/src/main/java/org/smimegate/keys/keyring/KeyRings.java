package org.smimegate.keys.keyring;

import java.time.Clock;

/** Opens key rings. */
public final class KeyRings {
    private KeyRings() {}

    /**
     * Opens a key ring and brings its tables up to date. A file that is not there is an empty ring, made by the first
     * write. A PostgreSQL server that cannot be reached now is asked again at each call.
     *
     * @throws KeyRingException the settings can never work: a wrong password, no such database, tables of a newer
     *     release; the message begins with the URL, without its settings
     */
    public static KeyRing open(KeyRingSettings settings) throws KeyRingException {
        return JdbcKeyRing.open(settings, Clock.systemUTC());
    }
}
