package org.smimegate.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The jar that an administrator drops into James' {@code extensions-jars} folder. */
class BundleJarIT {
    private static final String OURS = "org/smimegate/";
    private static final long MAXIMUM_BYTES = 16L << 20;

    private static JarFile jar;

    @BeforeAll
    static void open() throws IOException {
        jar = new JarFile(path().toFile());
    }

    @AfterAll
    static void close() throws IOException {
        jar.close();
    }

    @Test
    void shouldHoldOnlyRelocatedClasses() {
        assertThat(names().filter(name -> name.endsWith(".class")))
                .anyMatch(name -> name.equals(OURS + "shaded/bouncycastle/cms/CMSSignedData.class"))
                .allMatch(name -> name.startsWith(OURS), "lies below " + OURS);
    }

    @Test
    void shouldHoldNoResourceOutsideOurPackages() {
        assertThat(names().filter(name -> !name.startsWith(OURS)))
                .allMatch(name -> name.startsWith("META-INF/"), "lies below META-INF/");
    }

    @Test
    void shouldHoldNoSignatureOfAnotherJar() {
        assertThat(names()).noneMatch(name -> name.matches("META-INF/.*\\.(SF|RSA|DSA|EC)"));
    }

    @Test
    void shouldOfferOnlyRelocatedServices() throws IOException {
        for (String service :
                names().filter(name -> name.startsWith("META-INF/services/")).toList()) {
            assertThat(providers(service)).as(service).allMatch(provider -> provider.startsWith("org.smimegate."));
        }
        assertThat(jar.getEntry("META-INF/services/java.security.Provider")).isNull();
    }

    /** Bouncy Castle loads its algorithms by class name: a name that escaped relocation would find James' 1.70. */
    @Test
    void shouldNameNoUnrelocatedBouncyCastleClass() throws IOException {
        JarEntry provider = jar.getJarEntry(OURS + "shaded/bouncycastle/jce/provider/BouncyCastleProvider.class");
        String constants = new String(read(provider), StandardCharsets.ISO_8859_1);

        assertThat(constants).contains("org.smimegate.shaded.bouncycastle.jcajce.provider");
        assertThat(constants).doesNotContain("org.bouncycastle.", "org/bouncycastle/");
    }

    @Test
    void shouldCarryTheLicences() {
        assertThat(jar.getEntry("META-INF/LICENSE")).as("ours").isNotNull();
        assertThat(jar.getEntry("META-INF/LICENSE.md")).as("Bouncy Castle's").isNotNull();
    }

    @Test
    void shouldStaySmall() throws IOException {
        long size = Files.size(path());
        System.out.printf("%s: %,d bytes, %,d entries%n", path().getFileName(), size, jar.size());

        assertThat(size).isLessThan(MAXIMUM_BYTES);
    }

    private static Path path() {
        return Path.of(System.getProperty("smimegate.bundle"));
    }

    private static Stream<String> names() {
        return jar.stream().filter(entry -> !entry.isDirectory()).map(JarEntry::getName);
    }

    private static List<String> providers(String service) throws IOException {
        return new String(read(jar.getJarEntry(service)), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    private static byte[] read(JarEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }
}
