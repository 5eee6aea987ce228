package org.smimegate.matchers;

import java.io.IOException;
import java.nio.file.Path;
import javax.annotation.PreDestroy;
import javax.inject.Inject;
import javax.inject.Singleton;
import javax.mail.MessagingException;
import org.apache.james.filesystem.api.FileSystem;
import org.jspecify.annotations.Nullable;
import org.smimegate.gateway.ConfigurationException;
import org.smimegate.gateway.FileLocator;
import org.smimegate.gateway.Gateway;

/** The gateway that all matchers and mailets of a James server share: conf/smime.xml, read once. */
@Singleton
public final class SharedGateway {
    static final String SMIME_XML = "file://conf/smime.xml";

    /** Below James' var folder; holds plaintext of messages that are being opened, in private folders. */
    static final String SPOOL = "file://var/smime/spool";

    private final FileSystem files;
    private @Nullable Gateway gateway;

    @Inject
    public SharedGateway(FileSystem files) {
        this.files = files;
    }

    /**
     * The gateway, opened when asked for the first time.
     *
     * @throws MessagingException smime.xml or a file it names cannot be used; James then refuses to start
     */
    public synchronized Gateway get() throws MessagingException {
        Gateway open = gateway == null ? open() : gateway;
        gateway = open;
        return open;
    }

    private Gateway open() throws MessagingException {
        FileLocator locator = this::locate;
        try {
            return Gateway.open(locator.locate(SMIME_XML), locator, locator.locate(SPOOL));
        } catch (ConfigurationException e) {
            throw new MessagingException(e.getMessage(), e);
        }
    }

    private Path locate(String url) throws ConfigurationException {
        if (!url.startsWith(FileSystem.FILE_PROTOCOL)) {
            throw new ConfigurationException(url + " (expected: file://conf/..., file://... or file:///...)");
        }
        try {
            return files.getFile(url).toPath();
        } catch (IOException e) {
            throw new ConfigurationException(url + ": " + e.getMessage(), e);
        }
    }

    @PreDestroy
    public synchronized void close() throws IOException {
        if (gateway != null) {
            gateway.close();
            gateway = null;
        }
    }
}
