package org.smimegate.keys.keyring;

import java.util.UUID;

class H2MemoryKeyRingTest extends KeyRingContract {
    private final String url = "jdbc:h2:mem:" + UUID.randomUUID();

    @Override
    String url() {
        return url;
    }

    @Override
    boolean keeps() {
        return false;
    }
}
