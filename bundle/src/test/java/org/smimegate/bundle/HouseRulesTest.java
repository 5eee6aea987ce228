package org.smimegate.bundle;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may know whom: the table of section 1 of the design, checked on the compiled classes of every module. */
class HouseRulesTest {
    private static final String OURS = "org.smimegate";
    private static final String[] JDK = {
        "java..",
        "javax.crypto..",
        "javax.security..",
        "javax.net..",
        "javax.naming..",
        "javax.sql..",
        "javax.xml..",
        "org.w3c.dom..",
        "org.xml.sax..",
        "org.jspecify.."
    };
    private static final String[] JAMES = {"org.apache.james..", "org.apache.mailet..", "javax.mail.."};

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages(OURS);

    @ParameterizedTest
    @ValueSource(strings = {"core", "keys", "gateway", "matchers", "mailets", "admin", "bundle"})
    void shouldSeeEveryModule(String module) {
        assertThat(HOUSE).anyMatch(type -> type.getPackageName().startsWith(OURS + "." + module));
    }

    @Test
    void shouldHaveNoCycleBetweenPackages() {
        slices().matching(OURS + ".(**)").should().beFreeOfCycles().check(HOUSE);
    }

    @ParameterizedTest
    @CsvSource({
        "core,     ''",
        "keys,     core",
        "gateway,  core keys",
        "matchers, core keys gateway",
        "mailets,  core keys gateway matchers",
        "admin,    core keys gateway",
        "bundle,   core keys gateway matchers mailets"
    })
    void shouldKnowOnlyTheModulesBelow(String module, String below) {
        String[] allowed = Stream.concat(Stream.of(module), words(below))
                .map(name -> OURS + "." + name + "..")
                .toArray(String[]::new);

        check(classes()
                .that()
                .resideInAPackage(OURS + "." + module + "..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(allowed).or(not(resideInAPackage(OURS + "..")))));
    }

    @ParameterizedTest
    @CsvSource({
        "outcome, ''",
        "policy,  ''",
        "message, outcome",
        "label,   ''",
    })
    void shouldImportOnlyTheJdkAndTheRoomsBelow(String room, String below) {
        check(classes()
                .that()
                .resideInAPackage(room(room))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(JDK).or(resideInAnyPackage(rooms(room, below)))));
    }

    @ParameterizedTest
    @CsvSource({"trust, policy outcome", "cms, outcome policy message trust"})
    void shouldImportOnlyBouncyCastleAndTheRoomsBelow(String room, String below) {
        check(classes()
                .that()
                .resideInAPackage(room(room))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(JDK)
                        .or(resideInAnyPackage("org.bouncycastle..", "org.slf4j.."))
                        .or(resideInAnyPackage(rooms(room, below)))));
    }

    @Test
    void shouldKeepBouncyCastleInItsRooms() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(room("cms"), room("trust"), OURS + ".keys..", OURS + ".admin.cert..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bouncycastle.."));
    }

    @Test
    void shouldKeepBouncyCastlesCmsInTheEngine() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(room("cms"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bouncycastle.cms.."));
    }

    @Test
    void shouldKeepJamesAndJavaMailAtTheEdge() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(
                        OURS + ".matchers..", OURS + ".mailets..", OURS + ".bundle..", OURS + ".admin.james..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(JAMES));
    }

    @Test
    void shouldKeepGuiceInTheBundle() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(OURS + ".bundle..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.google.inject.."));
    }

    @Test
    void shouldInjectOnlyWhereJamesMakesTheObjects() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(
                        OURS + ".matchers..", OURS + ".mailets..", OURS + ".admin..", OURS + ".bundle..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("javax.inject.."));
    }

    private static void check(ArchRule rule) {
        rule.check(HOUSE);
    }

    /** A room is one package of the engine with whatever lies below it. */
    private static String room(String name) {
        return OURS + ".core." + name + "..";
    }

    private static String[] rooms(String own, String below) {
        return Stream.concat(Stream.of(own), words(below))
                .map(HouseRulesTest::room)
                .toArray(String[]::new);
    }

    private static Stream<String> words(String list) {
        return Stream.of(list.split(" ")).filter(word -> !word.isEmpty());
    }
}
