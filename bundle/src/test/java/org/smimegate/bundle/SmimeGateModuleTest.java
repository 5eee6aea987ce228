package org.smimegate.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.james.filesystem.api.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smimegate.matchers.SharedGateway;

/** The module among what a server binds. */
class SmimeGateModuleTest {
    @TempDir
    Path folder;

    @BeforeEach
    void makeTrust() throws Exception {
        Files.createDirectories(folder.resolve("conf/smime/trust"));
    }

    @Test
    void shouldOpenTheGatewayWithTheServer() throws Exception {
        Injector server = start("name='gw.a.example'");

        SharedGateway gateway = server.getInstance(SharedGateway.class);
        try {
            assertThat(gateway.get().name()).isEqualTo("gw.a.example");
            assertThat(server.getInstance(SharedGateway.class)).isSameAs(gateway);
        } finally {
            gateway.close();
        }
    }

    @Test
    void shouldRefuseToStart_whenSmimeXmlIsBroken() {
        assertThatThrownBy(() -> start("nane='gw.a.example'"))
                .isInstanceOf(CreationException.class)
                .hasMessageContaining("smime.xml")
                .hasMessageContaining("nane");
    }

    private Injector start(String name) throws Exception {
        Files.writeString(folder.resolve("conf/smime.xml"), """
                <smime>
                  <gateway %s postmaster="postmaster@a.example"/>
                  <trust anchors="file://conf/smime/trust/"/>
                </smime>
                """.formatted(name));
        return Guice.createInjector(
                new SmimeGateModule(), binder -> binder.bind(FileSystem.class).toInstance(new Folder()));
    }

    private final class Folder implements FileSystem {
        @Override
        public File getFile(String url) {
            return folder.resolve(url.substring(FILE_PROTOCOL.length())).toFile();
        }

        @Override
        public InputStream getResource(String url) throws IOException {
            return Files.newInputStream(getFile(url).toPath());
        }

        @Override
        public File getBasedir() {
            return folder.toFile();
        }
    }
}
