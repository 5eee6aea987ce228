package org.smimegate.keys.keyring;

import java.util.Optional;

/** Stores one entry after the other and prints each owner as soon as the entry is stored, until it is killed. */
final class EndlessWriter {
    private static final long QUOTA = 512 << 20;

    private EndlessWriter() {}

    /** @param arguments the URL of the key ring, and what its owners are called */
    public static void main(String[] arguments) throws Exception {
        try (KeyRing ring = KeyRings.open(settings(arguments[0]))) {
            for (int i = 0; true; i++) {
                String owner = arguments[1] + "." + i + "@example.org";
                Entries.add(ring, Entries.harvested(owner));
                System.out.println(owner);
            }
        }
    }

    static KeyRingSettings settings(String url) {
        return new KeyRingSettings(url, "", Optional.empty(), QUOTA, true);
    }
}
