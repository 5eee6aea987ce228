package org.smimegate.it.harness;

import org.apache.james.GuiceJamesServer;
import org.apache.james.MemoryJamesConfiguration;
import org.apache.james.MemoryJamesServerMain;
import org.apache.james.utils.GuiceProbe;

/**
 * James inside the test's JVM. It runs on the test's libraries (Bouncy Castle among them), so whatever depends on
 * isolation is shown with {@link JamesProcess}.
 */
public final class EmbeddedJames extends James {
    private final GuiceJamesServer server;

    private EmbeddedJames(JamesSetup setup) {
        super(setup);
        server = MemoryJamesServerMain.createServer(MemoryJamesConfiguration.builder()
                .workingDirectory(setup.folder.toFile())
                .build());
    }

    static EmbeddedJames start(JamesSetup setup) {
        EmbeddedJames james = new EmbeddedJames(setup);
        try {
            james.server.start();
        } catch (Exception e) {
            throw new AssertionError("the embedded server did not start", e);
        }
        james.addDomainsAndUsers();
        return james;
    }

    /** James' own view of itself, for example {@code MailRepositoryProbeImpl}. */
    public <T extends GuiceProbe> T probe(Class<T> probe) {
        return server.getProbe(probe);
    }

    @Override
    public void close() {
        server.stop();
    }
}
