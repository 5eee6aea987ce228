package org.smimegate.admin.mail;

import java.io.IOException;
import java.nio.file.Path;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.gateway.ConfigurationException;
import org.smimegate.gateway.FileLocator;
import org.smimegate.gateway.Gateway;

/** Opens the gateway of a smime.xml as the mailets do. */
public record ConfiguredGateway(Gateway gateway) implements AutoCloseable {
    /** @throws CannotRunException smime.xml, or something it names, is not fit */
    public static ConfiguredGateway open(Path smimeXml, WorkFolder work) throws CannotRunException, IOException {
        try {
            Path conf = smimeXml.getParent();
            FileLocator files = FileLocator.below(conf == null ? smimeXml : conf);
            return new ConfiguredGateway(Gateway.openBeside(smimeXml, files, work.folder("spool")));
        } catch (ConfigurationException e) {
            throw new CannotRunException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void close() throws IOException {
        gateway.close();
    }
}
