package org.smimegate.bundle;

import com.google.inject.AbstractModule;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.smimegate.matchers.SharedGateway;

/**
 * Opens the gateway with the server instead of with the first mailet that needs it: a broken smime.xml then stops the
 * start of a server that has none of our mailets yet. In extensions.properties:
 * {@code guice.extension.module=org.smimegate.bundle.SmimeGateModule}
 */
public final class SmimeGateModule extends AbstractModule {
    @Override
    protected void configure() {
        bind(SharedGateway.class).asEagerSingleton();
        requestInjection(new Opening());
    }

    /** Guice calls it once the server's own services exist. */
    static final class Opening {
        @Inject
        void open(SharedGateway gateway) throws MessagingException {
            gateway.get();
        }
    }
}
