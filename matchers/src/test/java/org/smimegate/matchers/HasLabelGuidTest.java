package org.smimegate.matchers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.apache.mailet.base.test.FakeMatcherConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.matchers.testing.TestConf;
import org.smimegate.matchers.testing.TestMail;

/** The dialects of {@code msip_labels}: labels.txt holds one a block, with what must be answered. */
class HasLabelGuidTest {
    private static final String PROTECTED = "2096f6a2-d2f7-48be-b329-b73aaa526e5d";
    private static final String CABINET = "aaaaaaaa-1111-4222-8333-444444444444";
    private static final String SITE = "6c6de4d9-5d8e-4d8f-9a5c-0123456789ab";
    private static final String LABELS = """
            <label name='PROTECTED' guid='%s'/><label name='OFFICIAL: Sensitive' guid='%s'/>
            """.formatted(PROTECTED, CABINET);
    private static final String TO = "dave@partner.example";

    @TempDir
    Path folder;

    static Stream<Arguments> headers() throws IOException {
        return blocks().map(block -> Arguments.of(
                block.group(1).strip(),
                block.group(2).equals("match"),
                block.group(3).equals("site"),
                block.group(4)));
    }

    private static Stream<MatchResult> blocks() throws IOException {
        try (InputStream in = HasLabelGuidTest.class.getResourceAsStream("labels.txt")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Pattern.compile("(?ms)^\\[([^|\\n]+)\\| (match|none) \\| (any|site)]\\n(.+?\\n)\\n")
                    .matcher(text)
                    .results()
                    .toList()
                    .stream();
        }
    }

    @Test
    void shouldHaveSixtyHeadersAtLeast() throws IOException {
        assertThat(blocks()).hasSizeGreaterThanOrEqualTo(60);
        assertThat(blocks().filter(block -> block.group(2).equals("none"))).hasSizeGreaterThanOrEqualTo(15);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("headers")
    void shouldReadEveryDialect(String name, boolean matches, boolean ofSite, String fields) throws Exception {
        HasLabelGuid matcher = matcher(PROTECTED + "," + CABINET, ofSite ? SITE : "");

        assertThat(matcher.match(mail(fields))).hasSize(matches ? 1 : 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PROTECTED",
                "protected",
                "OFFICIAL: Sensitive, PROTECTED",
                PROTECTED,
                "2096F6A2-D2F7-48BE-B329-B73AAA526E5D"
            })
    void shouldKnowLabelsByNameAndGuid(String condition) throws Exception {
        HasLabelGuid matcher = matcher(condition, "");

        assertThat(matcher.match(mail("msip_labels: MSIP_Label_" + PROTECTED + "_Enabled=True\n")))
                .hasSize(1);
        assertThat(matcher.match(mail("Subject: no label\n"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "SECRET", "PROTECTED,", "2096f6a2-d2f7", "PROTECTED;SECRET"})
    void shouldRefuse_whenALabelIsNotKnown(String condition) {
        assertThatThrownBy(() -> matcher(condition, ""))
                .isInstanceOf(MessagingException.class)
                .hasMessageContaining("condition: ")
                .hasMessageContaining("expected: GUIDs of labels, or names of <label> in smime.xml [PROTECTED,");
    }

    @Test
    void shouldRefuse_whenThereIsNoCondition() {
        assertThatThrownBy(() -> matcher(null, "")).isInstanceOf(MessagingException.class);
    }

    @ParameterizedTest
    @MethodSource("everything")
    void shouldMatchAll_whenItCannotTell(Throwable thrown) throws Exception {
        assertThat(matcher(PROTECTED, "").match(BrokenMail.throwing(thrown, TO, "eve@partner.example")))
                .hasSize(2);
    }

    static Stream<Throwable> everything() {
        return BoundaryTest.everything();
    }

    @Test
    void shouldMatchAll_whenTheHeaderIsTooLong() throws Exception {
        Mail mail = mail("X-Long: " + "x".repeat(300 * 1024) + "\n");

        assertThat(matcher(PROTECTED, "").match(mail)).hasSize(1);
    }

    private HasLabelGuid matcher(String condition, String site) throws MessagingException {
        SharedGateway gateway = new TestConf(folder)
                .smimeXmlWith("<labels" + (site.isEmpty() ? "" : " site='" + site + "'") + ">" + LABELS + "</labels>")
                .gateway();
        HasLabelGuid matcher = new HasLabelGuid(gateway);
        FakeMatcherConfig.Builder config = FakeMatcherConfig.builder().matcherName("HasLabelGuid");
        matcher.init((condition == null ? config : config.condition(condition)).build());
        return matcher;
    }

    private static Mail mail(String fields) {
        return TestMail.of(fields + TestMail.PLAIN, "bob@example.org", TO);
    }
}
