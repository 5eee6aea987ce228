package org.smimegate.gateway;

import java.nio.file.Path;

/**
 * Turns the paths of smime.xml into files as James' FileSystem does: {@code file://conf/x} below the conf folder,
 * {@code file://x} below the working directory, {@code file:///x} absolute.
 */
public interface FileLocator {
    /** @throws ConfigurationException not a file URL of these forms */
    Path locate(String url) throws ConfigurationException;

    /** For a conf folder outside James; the working directory is its parent. */
    static FileLocator below(Path confFolder) {
        Path conf = confFolder.toAbsolutePath().normalize();
        Path parent = conf.getParent();
        return new ConfFileLocator(conf, parent == null ? conf : parent);
    }
}
