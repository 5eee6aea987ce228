package org.smimegate.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The jar that an administrator drops into James' {@code extensions-jars} folder. */
class BundleJarIT {
    private static final String OURS = "org/smimegate/";
    private static final String H2_CONSOLE = OURS + "shaded/h2/server/web/WebServer";
    private static final long MAXIMUM_BYTES = 15L << 20;
    /** The packages of the libraries inside, where they were published. */
    private static final List<String> PUBLISHED = List.of(
            "org.bouncycastle",
            "org.h2",
            "org.postgresql",
            "com.zaxxer",
            "org.jdbi",
            "io.leangen",
            "org.flywaydb",
            "com.unboundid",
            "unboundid-ldapsdk",
            "org.apache.hc");

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
                .allMatch(name -> name.startsWith(OURS), "lies below " + OURS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bouncycastle/jce/provider/BouncyCastleProvider",
                "h2/Driver",
                "postgresql/Driver",
                "hikari/HikariDataSource",
                "jdbi/v3/core/Jdbi",
                "geantyref/GenericTypeReflector",
                "flywaydb/core/Flyway",
                "unboundid/ldap/sdk/LDAPConnection",
                "hc/core5/http/impl/io/DefaultBHttpClientConnection",
            })
    void shouldHoldTheLibrary(String type) {
        assertThat(jar.getEntry(OURS + "shaded/" + type + ".class")).isNotNull();
    }

    @Test
    void shouldNotHoldAConsoleForBrowsers() {
        assertThat(jar.getEntry(H2_CONSOLE + ".class")).isNull();
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
            assertThat(service).startsWith("META-INF/services/org.smimegate.");
            assertThat(providers(service))
                    .as(service)
                    .allMatch(provider -> provider.startsWith("org.smimegate."))
                    .allMatch(provider -> jar.getEntry(provider.replace('.', '/') + ".class") != null, "is in the jar");
        }
    }

    /** Else the JVM would offer them to everybody, to the server's own database access too. */
    @ParameterizedTest
    @ValueSource(strings = {"java.security.Provider", "java.sql.Driver"})
    void shouldOfferNoServiceOfTheJvm(String service) {
        assertThat(jar.getEntry("META-INF/services/" + service)).isNull();
    }

    /**
     * The libraries load classes and resources by name: a name that escaped relocation would find what the server has,
     * such as its Bouncy Castle 1.70. H2's resources lie in an archive of their own, under the names it has for them.
     */
    @Test
    void shouldNameNothingUnrelocated() throws IOException {
        for (JarEntry entry : classes()) {
            assertThat(ConstantPool.of(read(entry)).strings())
                    .as(entry.getName())
                    .filteredOn(name -> !name.startsWith("/org/h2/"))
                    .noneMatch(BundleJarIT::isPublishedName);
        }
    }

    /** What the build leaves out must be what nothing inside refers to; but H2's console in a browser is left out. */
    @Test
    void shouldHoldEveryClassThatItsClassesReferTo() throws IOException {
        Set<String> held = names().collect(Collectors.toSet());

        for (JarEntry entry : classes()) {
            assertThat(ConstantPool.of(read(entry)).classes())
                    .as(entry.getName())
                    .filteredOn(name -> name.startsWith(OURS) && !name.equals(H2_CONSOLE))
                    .allMatch(name -> held.contains(name + ".class"), "is in the jar");
        }
    }

    /** Bouncy Castle makes its names from these. */
    @Test
    void shouldLookForAlgorithmsBelowOurPackages() throws IOException {
        JarEntry provider = jar.getJarEntry(OURS + "shaded/bouncycastle/jce/provider/BouncyCastleProvider.class");

        assertThat(ConstantPool.of(read(provider)).strings())
                .contains("org.smimegate.shaded.bouncycastle.jcajce.provider.digest.");
    }

    @Test
    void shouldCarryTheLicences() {
        assertThat(jar.getEntry("META-INF/LICENSE")).as("ours").isNotNull();
        assertThat(jar.getEntry("META-INF/LICENSE.md")).as("Bouncy Castle's").isNotNull();
        assertThat(jar.getEntry("META-INF/licenses/org.postgresql/LICENSE")).isNotNull();
        assertThat(jar.getEntry("META-INF/licenses/org.antlr/LICENSE")).isNotNull();
    }

    @Test
    void shouldTellWhatIsInside() throws IOException {
        String notice = new String(read(jar.getJarEntry("META-INF/NOTICE")), StandardCharsets.UTF_8);

        assertThat(notice)
                .contains(
                        "Bouncy Castle",
                        "H2",
                        "PostgreSQL",
                        "HikariCP",
                        "Jdbi",
                        "GeantyRef",
                        "Flyway",
                        "UnboundID",
                        "HttpCore")
                .doesNotContain("${");
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

    private static List<JarEntry> classes() {
        return jar.stream().filter(entry -> entry.getName().endsWith(".class")).toList();
    }

    private static boolean isPublishedName(String text) {
        String name = text.replace('/', '.');
        return PUBLISHED.stream().anyMatch(published -> name.startsWith(published) || name.startsWith("." + published));
    }

    private static List<String> providers(String service) throws IOException {
        return new String(read(jar.getJarEntry(service)), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    private static byte[] read(JarEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }
}
