package org.smimegate.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileLocatorTest {
    private final FileLocator files = FileLocator.below(Path.of("/srv/james/conf"));

    @ParameterizedTest
    @CsvSource({
        "file://conf/smime/a.p12, /srv/james/conf/smime/a.p12",
        "file://conf/smime/trust/, /srv/james/conf/smime/trust",
        "file://var/smime, /srv/james/var/smime",
        "file:///etc/smime, /etc/smime"
    })
    void shouldLocate_whenUrlIsAsJamesReadsIt(String url, Path expected) throws Exception {
        assertThat(files.locate(url)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "conf/smime", "/etc/smime", "file:/etc", "file://", "classpath:smime", "http://a/b"})
    void shouldRefuse_whenUrlIsAnythingElse(String url) {
        assertThatThrownBy(() -> files.locate(url))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("expected: file://conf/");
    }

    @Test
    void shouldBeAbsolute_whenConfFolderIsRelative() throws Exception {
        assertThat(FileLocator.below(Path.of("conf")).locate("file://var/x"))
                .isEqualTo(Path.of("var/x").toAbsolutePath());
    }
}
