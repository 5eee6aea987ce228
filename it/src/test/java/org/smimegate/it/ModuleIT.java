package org.smimegate.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smimegate.it.harness.JamesSetup;

/** The Guice module of the bundle, in a server that has none of our mailets. */
class ModuleIT {
    private static final int NO_NEXT_HOP = 1;

    @TempDir
    Path folder;

    @Test
    void shouldOpenTheGatewayWithTheServer() {
        try (var james = james("name=\"gw.a.example\"").start()) {
            assertThat(james.log()).contains("gateway gw.a.example: 0 credentials");
        }
    }

    @Test
    void shouldRefuseToStart_whenSmimeXmlIsBroken() {
        var refused = james("nane=\"gw.a.example\"").startRefused();

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.log()).contains("smime.xml", "nane");
    }

    private JamesSetup james(String name) {
        return JamesSetup.in(folder)
                .minimalConf(NO_NEXT_HOP)
                .file("extensions.properties", "guice.extension.module=org.smimegate.bundle.SmimeGateModule\n")
                .file("smime.xml", "<smime><gateway " + name + " postmaster=\"postmaster@a.example\"/></smime>");
    }
}
