package org.smimegate.admin;

import java.io.IOException;
import java.nio.file.Path;

/** The foreign tool: Debian's openssl. */
public final class OpenSsl {
    private OpenSsl() {}

    /** Runs openssl in a folder; fails the test with what it printed when it does not end with 0. */
    public static String run(Path folder, Object... args) throws IOException, InterruptedException {
        return ForeignTool.run(folder, "openssl", args);
    }
}
