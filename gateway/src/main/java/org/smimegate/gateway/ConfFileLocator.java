package org.smimegate.gateway;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Paths of smime.xml below a conf folder outside James. */
record ConfFileLocator(Path conf, Path workingDirectory) implements FileLocator {
    private static final String CONF = "file://conf/";
    private static final String WORKING = "file://";
    private static final String EXPECTED = " (expected: file://conf/..., file://... or file:///...)";

    @Override
    public Path locate(String url) throws ConfigurationException {
        if (!url.startsWith(WORKING) || url.length() == WORKING.length()) {
            throw new ConfigurationException((url.isEmpty() ? "\"\"" : url) + EXPECTED);
        }
        try {
            return url.startsWith(CONF)
                    ? conf.resolve(url.substring(CONF.length())).normalize()
                    : workingDirectory.resolve(url.substring(WORKING.length())).normalize();
        } catch (InvalidPathException e) {
            throw new ConfigurationException(url + EXPECTED, e);
        }
    }
}
