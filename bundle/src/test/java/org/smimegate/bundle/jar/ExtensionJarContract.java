package org.smimegate.bundle.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.bundle.jar.ExtensionJar.OURS;
import static org.smimegate.bundle.jar.ExtensionJar.SHADED;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What holds for the jar of every line of James. System properties name the jar ({@code smimegate.bundle}) and a file with
 * the class path of the server ({@code smimegate.james.classpath}).
 */
public abstract class ExtensionJarContract {
    private static final String H2_CONSOLE = SHADED + "h2/server/web/WebServer";
    private static final long MAXIMUM_BYTES = 15_000_000;
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
    /** What the libraries inside can use and do without: geometry, JNA, OSGi, JBoss, metrics, other logging, Jackson 3. */
    private static final List<String> OPTIONAL = List.of(
            "com/codahale/metrics/",
            "com/sun/jna/",
            "org/apache/commons/logging/",
            "org/apache/logging/",
            "org/jboss/vfs/",
            "org/locationtech/jts/",
            "org/osgi/",
            "tools/jackson/",
            "waffle/windows/");

    private static ExtensionJar jar;
    private static Surroundings surroundings;

    @BeforeAll
    static void open() throws IOException {
        jar = ExtensionJar.open(path());
        surroundings = Surroundings.of(path(), Path.of(System.getProperty("smimegate.james.classpath")));
    }

    @AfterAll
    static void close() throws IOException {
        jar.close();
        surroundings.close();
    }

    /** Classes of James that the line has, but that nobody published: nothing here can tell what they look like. */
    protected abstract Set<String> unpublished();

    /** Packages that have another name in this line, with slashes. */
    protected abstract Set<String> foreignNames();

    @Test
    void shouldHoldOnlyRelocatedClasses() {
        assertThat(jar.classes()).isNotEmpty().allMatch(name -> name.startsWith(OURS), "lies below " + OURS);
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
        assertThat(jar.holdsClass(SHADED + type)).isTrue();
    }

    @Test
    void shouldNotHoldAConsoleForBrowsers() {
        assertThat(jar.holdsClass(H2_CONSOLE)).isFalse();
    }

    @Test
    void shouldHoldNoResourceOutsideOurPackages() {
        assertThat(jar.names().filter(name -> !name.startsWith(OURS)))
                .allMatch(name -> name.startsWith("META-INF/"), "lies below META-INF/");
    }

    @Test
    void shouldHoldNoSignatureOfAnotherJar() {
        assertThat(jar.names()).noneMatch(name -> name.matches("META-INF/.*\\.(SF|RSA|DSA|EC)"));
    }

    @Test
    void shouldOfferOnlyRelocatedServices() {
        for (String service : jar.names()
                .filter(name -> name.startsWith("META-INF/services/"))
                .toList()) {
            assertThat(service).startsWith("META-INF/services/org.smimegate.");
            assertThat(providers(service))
                    .as(service)
                    .allMatch(provider -> provider.startsWith("org.smimegate."))
                    .allMatch(provider -> jar.holdsClass(provider.replace('.', '/')), "is in the jar");
        }
    }

    /** Else the JVM would offer them to everybody, to the server's own database access too. */
    @ParameterizedTest
    @ValueSource(strings = {"java.security.Provider", "java.sql.Driver"})
    void shouldOfferNoServiceOfTheJvm(String service) {
        assertThat(jar.holds("META-INF/services/" + service)).isFalse();
    }

    /**
     * The libraries load classes and resources by name: a name that escaped relocation would find what the server has,
     * such as its Bouncy Castle. H2's resources lie in an archive of their own, under the names it has for them.
     */
    @Test
    void shouldNameNothingUnrelocated() {
        for (String type : jar.classes()) {
            assertThat(jar.constants(type).strings())
                    .as(type)
                    .filteredOn(name -> !name.startsWith("/org/h2/"))
                    .filteredOn(ExtensionJarContract::isPublishedName)
                    .isEmpty();
        }
    }

    /** No reference, annotation, descriptor or constant, in no class and no text file. */
    @Test
    void shouldNameNothingThatTheServerCallsOtherwise() {
        for (String type : jar.classes()) {
            assertThat(jar.constants(type).texts())
                    .as(type)
                    .filteredOn(this::isForeign)
                    .isEmpty();
        }
        assertThat(jar.names().filter(name -> name.startsWith("META-INF/")))
                .filteredOn(name -> isForeign(jar.text(name)))
                .isEmpty();
    }

    /** What the build leaves out must be what nothing inside refers to; but H2's console in a browser is left out. */
    @Test
    void shouldHoldEveryClassThatItsClassesReferTo() {
        for (String type : jar.classes()) {
            assertThat(jar.constants(type).classes())
                    .as(type)
                    .filteredOn(name -> name.startsWith(OURS) && !name.equals(H2_CONSOLE))
                    .filteredOn(name -> !jar.holdsClass(name))
                    .isEmpty();
        }
    }

    @Test
    void shouldFindEveryClassThatItUsesInTheServer() {
        for (String type : jar.ownClasses()) {
            assertThat(jar.constants(type).classes())
                    .as(type)
                    .filteredOn(name -> !unpublished().contains(name) && !isThere(name))
                    .isEmpty();
        }
    }

    @Test
    void shouldFindEveryClassThatItsLibrariesUseInTheServer() {
        for (String type : jar.classes()) {
            assertThat(jar.constants(type).classes())
                    .as(type)
                    .filteredOn(
                            name -> !name.startsWith(OURS) && OPTIONAL.stream().noneMatch(name::startsWith))
                    .filteredOn(name -> !unpublished().contains(name) && !isThere(name))
                    .isEmpty();
        }
    }

    /** Private ones do not count, and what the JDK has, the compiler saw to. */
    @Test
    void shouldFindEveryMethodAndFieldThatItUsesInTheServer() {
        Set<Member> missing = new HashSet<>();
        for (String type : jar.ownClasses()) {
            jar.constants(type).members().stream()
                    .filter(member -> !member.owner().startsWith("java/"))
                    .filter(member -> !jar.holdsClass(member.owner()))
                    .filter(member -> !unpublished().contains(member.owner()))
                    .filter(member -> !surroundings.offer(member))
                    .forEach(missing::add);
        }

        assertThat(missing).isEmpty();
    }

    /** Interfaces of the server may have grown. */
    @Test
    void shouldImplementEveryMethodThatTheServerCalls() {
        assertThat(jar.ownClasses().stream().flatMap(surroundings::unimplementedBy))
                .isEmpty();
    }

    /** So that an empty list is no empty promise. */
    @Test
    void shouldUseWhatIsNotPublished() {
        Set<String> used = new HashSet<>();
        jar.ownClasses().forEach(type -> used.addAll(jar.constants(type).classes()));

        assertThat(used).containsAll(unpublished());
        assertThat(unpublished()).noneMatch(surroundings::hold);
    }

    /** Two builds of the same sources give the same bytes; {@code .ci/same-bytes} builds twice. */
    @Test
    void shouldNotTellWhenAndWhereItWasBuilt() {
        assertThat(jar.ownClasses().stream().map(jar::timeOfClass))
                .containsOnly(LocalDateTime.parse("2026-01-01T00:00"));
        assertThat(jar.text("META-INF/MANIFEST.MF"))
                .contains("Implementation-Version: ")
                .doesNotContain("Built-By", "Build-Time", "Build-Jdk:");
    }

    /** Bouncy Castle makes its names from these. */
    @Test
    void shouldLookForAlgorithmsBelowOurPackages() {
        assertThat(jar.constants(SHADED + "bouncycastle/jce/provider/BouncyCastleProvider")
                        .strings())
                .contains("org.smimegate.shaded.bouncycastle.jcajce.provider.digest.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "META-INF/LICENSE",
                "META-INF/LICENSE.md",
                "META-INF/licenses/org.postgresql/LICENSE",
                "META-INF/licenses/org.antlr/LICENSE",
                "META-INF/licenses/com.ongres.scram/scram-client-3.2/META-INF/LICENSE",
                "META-INF/licenses/com.ongres.stringprep/stringprep-2.2/META-INF/LICENSE"
            })
    void shouldCarryTheLicences(String name) {
        assertThat(jar.holds(name)).isTrue();
    }

    @Test
    void shouldStaySmall() throws IOException {
        long size = Files.size(path());
        System.out.printf(
                "%s: %,d bytes, %,d classes%n",
                path().getFileName(), size, jar.classes().size());

        assertThat(size).isLessThan(MAXIMUM_BYTES);
    }

    private static Path path() {
        return Path.of(System.getProperty("smimegate.bundle"));
    }

    private static boolean isThere(String type) {
        return type.length() == 1 || surroundings.hold(type);
    }

    private boolean isForeign(String text) {
        String name = text.replace('.', '/');
        return foreignNames().stream().anyMatch(name::contains);
    }

    private static boolean isPublishedName(String text) {
        String name = text.replace('/', '.');
        return PUBLISHED.stream().anyMatch(published -> name.startsWith(published) || name.startsWith("." + published));
    }

    private static List<String> providers(String service) {
        return jar.text(service)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }
}
