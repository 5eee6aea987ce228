package org.smimegate.keys.keyring;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2FileKeyRingTest extends KeyRingContract {
    @TempDir
    Path folder;

    @Override
    String url() {
        return "jdbc:h2:file:" + folder.resolve("smime/keyring");
    }
}
