package org.smimegate.admin.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.testing.TestPki.days;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.smimegate.admin.Cli;
import org.smimegate.core.testing.TestPki;

/** The sample configurations are right; each mistake planted in one is found, in its line, and nothing else is. */
class CheckCommandTest {
    private static final String MAILETS = "mailetcontainer.xml";
    private static final String SMIME = "smime.xml";

    /** Of conf/smallest: the mailet that delivers. */
    private static final String DELIVERY = "<outgoing>outgoing</outgoing>";

    private static final String ENCRYPT =
            "<mailet match=\"org.smimegate.matchers.RecipientKeyAvailable\" class=\"org.smimegate.mailets.SMimeEncrypt\"/>";
    private static final String SIGN =
            "<mailet match=\"SMTPAuthSuccessful\" class=\"org.smimegate.mailets.SMimeSign\"/>";
    private static final String ERROR_PROCESSOR = "<processor state=\"error\" enableJmx=\"false\">";

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("org.smimegate.admin.check.SampleConf#names")
    void shouldFindNothing_inTheSamples(String sample) throws Exception {
        Cli.Result result = check(SampleConf.of(sample, folder));

        assertThat(result.out()).isEqualTo("no mistakes\n");
        assertThat(result.status()).isZero();
    }

    /** {@code $} stands for what is replaced, {@code |} for a new line. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                // our mailets
                "SIGN;     <mailet class='org.smimegate.mailets.SMimeSing'/>; 0; mailet/@class: org.smimegate.mailets.SMimeSing (expected: one of org.smimegate.mailets.SMimeSign,",
                "SIGN;     <mailet class='SMimeSign'/>; 0; mailet/@class: SMimeSign (expected: org.smimegate.mailets.SMimeSign)",
                "SIGN;     <mailet class='org.smimegate.mailets.SMimeSign'>|<sining>detached</sining></mailet>; 1; SMimeSign: sining: unknown (expected: signing,",
                "SIGN;     <mailet class='org.smimegate.mailets.SMimeSign'>||<signing>both</signing></mailet>; 2; SMimeSign: signing: both (expected: detached, opaque)",
                "SIGN;     <mailet class='org.smimegate.mailets.SMimeSign'>|<credential>alice</credential></mailet>; 1; SMimeSign: credential: alice (expected: sender, or one of gateway)",
                "SIGN;     <mailet class='org.smimegate.mailets.SMimeSign'>|<onMailetException>ignore</onMailetException></mailet>; 1; SMimeSign: onMailetException: ignore (expected: the name of a processor",
                "SIGN;     <mailet class='org.smimegate.mailets.SMimeSign'>|<onMailetException>propagate</onMailetException></mailet>; 1; SMimeSign: onMailetException: propagate (expected",
                "SIGN;     <mailet class='org.smimegate.mailets.SMimeSign'>|<onFailure>nowhere</onFailure></mailet>; 0; SMimeSign needs processor nowhere: no such processor (expected: one of error, root,",
                "ENCRYPT;  <mailet class='org.smimegate.mailets.SMimeEncrypt'>|<onMatchException>nomatch</onMatchException></mailet>; 1; SMimeEncrypt: onMatchException: nomatch (expected",
                "ENCRYPT;  <mailet class='org.smimegate.mailets.SMimeEncrypt'>|<cipher>DES</cipher></mailet>; 1; SMimeEncrypt: cipher: DES (expected: auto, AES-256-GCM",
                "ENCRYPT;  <mailet class='org.smimegate.mailets.SMimeEncrypt'>|<onMissingKey>later</onMissingKey></mailet>; 0; SMimeEncrypt needs processor later: no such processor",
                "ENCRYPT;  <mailet class='org.smimegate.mailets.SMimeEncrypt'>|<toSender>true</toSender>|<toSender>true</toSender></mailet>; 2; SMimeEncrypt: toSender: true,true (expected: false, true)",
                "ENCRYPT;  <mailet class='org.smimegate.mailets.SMimeSend'/>; 0; SMimeSend: profile:  (expected: a profile of smime.xml: )",
                "ENCRYPT;  <mailet class='org.smimegate.mailets.SMimeDecryptVerify'>|<signature>strip</signature></mailet>; 1; SMimeDecryptVerify: signature: strip (expected: keep, remove)",
                "ENCRYPT;  <mailet class='org.smimegate.mailets.HarvestKey'>|<updates>always</updates></mailet>; 1; HarvestKey: updates: always (expected: accept, pending, reject)",
                "ENCRYPT;  <mailet class='org.smimegate.mailets.RequireTls'/>; 0; RequireTls needs processor tls-bounce: no such processor",
                "ENCRYPT;  <mailet class='org.smimegate.mailets.RequireTls'><bounceProcessor>error</bounceProcessor>|<mail.smtp.starttls.required>false</mail.smtp.starttls.required></mailet>; 1; RequireTls: mail.smtp.starttls.required: could weaken TLS",
                "ENCRYPT;  <mailet class='org.smimegate.mailets.RequireTls'><bounceProcessor>error</bounceProcessor>|<delayTime>5 moments</delayTime></mailet>; 1; RequireTls: delayTime: 5 moments (expected: delays such as",
                // our matchers
                "ENCRYPT;  <mailet match='org.smimegate.matchers.HasLabel=x' class='Null'/>; 0; match: org.smimegate.matchers.HasLabel (expected: one of org.smimegate.matchers.SMimeGatewayMessage,",
                "ENCRYPT;  <mailet notmatch='WasDecrypted' class='Null'/>; 0; match: WasDecrypted (expected: org.smimegate.matchers.WasDecrypted)",
                "ENCRYPT;  <mailet match='org.smimegate.matchers.SMimeGatewayMessage=sealed' class='Null'/>; 0; SMimeGatewayMessage: condition: sealed (expected: no condition, or any of signed, encrypted",
                "ENCRYPT;  <mailet match='org.smimegate.matchers.HasLabelGuid=PROTECTED' class='Null'/>; 0; HasLabelGuid: condition: PROTECTED (expected: GUIDs of labels",
                "ENCRYPT;  <mailet match='All' notmatch='All' class='Null'/>; 0; match and notmatch (expected: one of them)",
                "ENCRYPT;  <matcher name='m' match='org.apache.james.mailetcontainer.impl.matchers.And'>|<matcher notmatch='org.smimegate.matchers.SMimeGatewayVerified=x'/></matcher>; 1; SMimeGatewayVerified: condition: x (expected: no condition, or any of signed)",
                // processors
                "ERROR_PROCESSOR; <processor state='failed'>; -; no processor error (expected: James does not start without it)",
                "ERROR_PROCESSOR; <processor state='Failed'/>|$; 0; processor/@state: Failed (expected: lower case",
                "ERROR_PROCESSOR; <processor state='ghost'/>$; 0; processor/@state: ghost (expected: a name; not ghost)",
                "ERROR_PROCESSOR; <processor/>$; 0; processor/@state: \"\" (expected: a name",
                "ERROR_PROCESSOR; $</processor>|<processor state='error'>; 1; processor/@state: error stands in line",
                "SIGN;     $|<mailet class='ToProcessor'><processor>nowhere</processor></mailet>; 1; processor: nowhere: no such processor (expected: one of error,",
                "SIGN;     $|<mailet class='RecipientRewriteTable'>|<errorProcessor>rrt</errorProcessor></mailet>; 2; errorProcessor: rrt: no such processor",
                "SIGN;     $|<mailet class='SPF'>|<onMailetException>Error</onMailetException></mailet>; 2; onMailetException: Error: no such processor",
                "DELIVERY; $|<onSuccess>archive</onSuccess>; 1; onSuccess: archive: no such processor",
                // queues
                "SIGN;     $|<mailet class='RemoteDelivery'/>; 4; outgoing: outgoing is the queue of line",
                "SIGN;     $<mailet class='org.smimegate.mailets.RequireTls'><bounceProcessor>error</bounceProcessor><outgoing>Outgoing</outgoing></mailet>; 3; outgoing: outgoing is the queue of line",
                "SIGN;     $<mailet class='org.example.OtherDelivery'>|<outgoing>outgoing</outgoing></mailet>; 4; outgoing: outgoing is the queue of line",
                "SIGN;     $<mailet class='org.smimegate.mailets.RequireTls'><bounceProcessor>error</bounceProcessor></mailet>|<mailet class='org.smimegate.mailets.RequireTls'><bounceProcessor>error</bounceProcessor></mailet>; 1; outgoing: outgoing-tls, the default, is the queue of line",
                // what leaves with mail
                "<attachment>heads</attachment>; <attachment>message</attachment>; 0; DSNBounce: attachment: message sends the message back (expected: heads)",
                "<attachment>heads</attachment>; ``; -1; DSNBounce: attachment: message sends the message back (expected: heads)",
                "SIGN;     $|<mailet class='Bounce'/>; 1; Bounce sends the message back (expected: DSNBounce",
                "<name>bcc</name>; <name>x-bcc</name>; -2; Bcc is never removed (expected: mailet RemoveMimeHeader",
                // XML
                "SIGN;     <mailet class='x'>; 6; not well-formed XML: ",
            })
    void shouldFindTheMistake_inMailetcontainerXml(String what, String replacement, String offset, String words)
            throws Exception {
        SampleConf conf = SampleConf.of("smallest", folder);
        String text = text(what);
        int line = conf.replace(MAILETS, text, replacement.replace("|", "\n").replace("$", text));

        String place = offset.equals("-") ? "2" : String.valueOf(line + Integer.parseInt(offset));
        assertThat(mistakes(conf)).singleElement().asString().startsWith(MAILETS + ":" + place + ": " + words);
    }

    private static String text(String what) {
        return switch (what) {
            case "SIGN" -> SIGN;
            case "ENCRYPT" -> ENCRYPT;
            case "DELIVERY" -> DELIVERY;
            case "ERROR_PROCESSOR" -> ERROR_PROCESSOR;
            default -> what;
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "<gateway name=\"gw.example.org\"; <gateway name=\"a b\"; 0; gateway/@name: a b (expected: a host name",
                "<trust anchors; <trust anker; 0; trust/@anker: unknown attribute (expected: anchors, intermediates)",
                "<trust anchors; <truth/>|<trust anchors; 0; truth: unknown element (expected: gateway, credentials,",
                "file://conf/smime/trust/; file://conf/smime/nowhere/; 0; trust/@anchors: ",
                "file://conf/smime/trust/; conf/smime/trust/; 0; trust/@anchors: conf/smime/trust/ (expected: file://conf/",
                "trust/\"/>; trust/\">|<revocation encrypt=\"hard\"/></trust>; 1; trust/revocation/@encrypt: hard: no revocation lists in ",
                "trust/\"/>; trust/\">|<revocation fetch=\"true\"/></trust>; 1; trust/revocation/@fetch: true: no CA in ",
                "trust/\"/>; trust/\">|<revocation ocsp=\"true\"/></trust>; 1; trust/revocation/@ocsp: true (expected: false, or fetch=",
                "file://conf/smime/partners/; file://conf/smime/buddies/; 0; directories/folder/@path: ",
                "file://conf/smime/gateway.secret; env:NOT_SET_ANYWHERE; 0; credentials/keystore/@secret: ",
                "secret=\"file://conf/smime/gateway.secret\"; secret=\"geheim\"; 0; credentials/keystore/@secret: not a reference to a secret",
                "file://conf/smime/gateway.p12; file://conf/smime/trust/root.pem; 0; credentials/keystore/@file: ",
                "<credentials>; <credentials default=\"alice\">; 0; credentials/@default: alice (expected: one of gateway)",
                "</smime>; <keyring url=\"jdbc:mysql://x\"/></smime>; 0; keyring/@url: jdbc:mysql://x (expected: ",
                "</smime>; <keyring url=\"jdbc:postgresql://x/y\" user=\"u\" secret=\"file://conf/smime/none.secret\"/></smime>; 0; keyring/@secret: ",
                "</smime>; |<tls anchors=\"file://conf/smime/\"/></smime>; 1; tls/@anchors: ",
                "</smime>; <limits layers=\"99\"/></smime>; 0; limits/@layers: 99 (expected: a number from 1 to 10)",
                "</smime>; <profiles>|<profile name=\"p\" cipher=\"DES\"/></profiles></smime>; 1; profiles/profile/@cipher: DES (expected: auto,",
                "</smime>; <profiles>|<profile name=\"p\" credential=\"x\"/></profiles></smime>; 1; profiles/profile/@credential: x (expected: sender, or one of gateway)",
                "</directories>; |<ldap url=\"ldaps://x\" base=\"dc=x\" bindDn=\"cn=x\"/></directories>; 1; directories/ldap/@secret: \"\" (expected: file://",
                "</directories>; |<ldap url=\"http://x\" base=\"dc=x\"/></directories>; 1; directories/ldap/@url: http://x (expected: ldaps://HOST",
                "<trust anchors; text <trust anchors; -1; text (expected: elements and attributes only)",
                "</smime>; </smite>; 0; not well-formed XML: ",
            })
    void shouldFindTheMistake_inSmimeXml(String text, String replacement, int offset, String words) throws Exception {
        SampleConf conf = SampleConf.of("smallest", folder);
        int line = conf.replace(SMIME, text, replacement.replace("|", "\n"));

        assertThat(mistakes(conf)).singleElement().asString().startsWith(SMIME + ":" + (line + offset) + ": " + words);
    }

    @Test
    void shouldFindTheFile_whenItsContentIsUnfit() throws Exception {
        SampleConf conf = SampleConf.of("smallest", folder);
        Files.writeString(conf.file("smime/trust/broken.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n");
        Files.setPosixFilePermissions(conf.file("smime/gateway.secret"), PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(mistakes(conf))
                .hasSize(2)
                .anySatisfy(m -> assertThat(m)
                        .startsWith("smime.xml:5: credentials/keystore/@secret: ")
                        .contains("gateway.secret", "0600"))
                .anySatisfy(m -> assertThat(m)
                        .startsWith("smime.xml:7: trust/@anchors: ")
                        .contains("broken.pem"));
    }

    @Test
    void shouldSayNoAnchorsAndExpired_whenNobodyIsTrustedAndTheKeyIsOver() throws Exception {
        SampleConf conf = SampleConf.of("smallest", folder);
        Files.delete(conf.file("smime/trust/root.pem"));
        Files.delete(conf.file("smime/gateway.p12"));
        conf.key(
                "gateway.p12",
                TestPki.shared()
                        .issuing()
                        .issue("CN=Gateway")
                        .domain("example.org")
                        .valid(days(-30), days(-1))
                        .build());

        assertThat(mistakes(conf))
                .hasSize(2)
                .anySatisfy(m -> assertThat(m).contains("gateway: the certificate expired on " + days(-1)))
                .anySatisfy(m -> assertThat(m)
                        .startsWith("smime.xml:7: trust/@anchors: ")
                        .contains("no certificates, so every signature would be untrusted"));
    }

    @Test
    void shouldFindThemAllAtOnce() throws Exception {
        SampleConf conf = SampleConf.of("smallest", folder);
        conf.replace(SMIME, "name=\"gw.example.org\"", "name=\"-\"");
        conf.replace(SMIME, "type=\"PKCS12\"", "type=\"JKS\"");
        conf.replace(SMIME, "<trust anchors", "<trust fetch=\"true\" anchors");
        conf.replace(
                SMIME,
                "</smime>",
                "<profiles><profile name=\"p\" mode=\"x\" cipher=\"y\"/>\n<profile mode=\"sign\"/></profiles>\n"
                        + "<limits cms=\"1\" layers=\"0\"/></smime>");
        conf.replace(
                MAILETS,
                SIGN,
                "<mailet class=\"org.smimegate.mailets.SMimeSign\"><a>1</a>\n<signing>2</signing></mailet>");
        conf.replace(MAILETS, ERROR_PROCESSOR, "<processor state=\"Error\">");

        assertThat(mistakes(conf).stream().map(m -> m.replaceAll(" \\(.*", "")))
                .contains(
                        "smime.xml:3: gateway/@name: -",
                        "smime.xml:5: credentials/keystore/@type: JKS",
                        "smime.xml:7: trust/@fetch: unknown attribute",
                        "smime.xml:11: profiles/profile/@mode: x",
                        "smime.xml:11: profiles/profile/@cipher: y",
                        "smime.xml:12: profiles/profile/@name: missing",
                        "smime.xml:13: limits/@cms: 1",
                        "smime.xml:13: limits/@layers: 0",
                        "mailetcontainer.xml:2: no processor error",
                        "mailetcontainer.xml:23: SMimeSign: a: unknown",
                        "mailetcontainer.xml:24: SMimeSign: signing: 2");
    }

    @ParameterizedTest
    @CsvSource({"rwxrwxrwx, is open to others", "rwxr-x---, is open to others", "rwx------, ''", "'', is no folder"})
    void shouldWantAPrivateTempFolder_whenOneIsNamed(String mode, String words) throws Exception {
        SampleConf conf = SampleConf.of("mail-server", folder);
        Path temp = folder.resolve("tmp");
        if (!mode.isEmpty()) {
            Files.createDirectory(temp);
            Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString(mode));
        }
        int line = conf.replace("jvm.properties", "jdk.tls.ephemeralDHKeySize=2048", "java.io.tmpdir = " + temp);

        if (words.isEmpty()) {
            assertThat(mistakes(conf)).isEmpty();
        } else {
            assertThat(mistakes(conf))
                    .singleElement()
                    .asString()
                    .startsWith("jvm.properties:" + line + ": java.io.tmpdir: " + temp + " " + words);
        }
    }

    @Test
    void shouldRemarkOnTheTempFolder_whenNoneIsNamed() throws Exception {
        assertThat(check(SampleConf.of("mail-server", folder)).err())
                .startsWith("smimegate: jvm.properties does not name java.io.tmpdir: ");
    }

    @Test
    void shouldSayNoSuchFile_whenOneIsMissing() throws IOException {
        SampleConf conf = SampleConf.of("smallest", folder);
        Files.delete(conf.file(SMIME));
        Files.delete(conf.file(MAILETS));

        assertThat(mistakes(conf)).hasSize(2).allSatisfy(m -> assertThat(m).contains(": no such file"));
    }

    @Test
    void shouldPrintObjects_whenJsonIsWanted() throws Exception {
        SampleConf conf = SampleConf.of("smallest", folder);
        int line = conf.replace(MAILETS, "<name>bcc</name>", "<name>to</name>");

        JsonNode json = Cli.run("check", conf.folder(), "--json").json().get(0);

        assertThat(json.path("file").asText()).isEqualTo(MAILETS);
        assertThat(json.path("line").asInt()).isEqualTo(line - 2);
        assertThat(json.path("mistake").asText()).startsWith("Bcc is never removed");
    }

    @Test
    void shouldEndWith3_whenThereIsNoFolder() {
        assertThat(Cli.run("check", folder.resolve("nowhere")).status()).isEqualTo(3);
    }

    private static Cli.Result check(SampleConf conf) {
        return Cli.run("check", conf.folder());
    }

    private static List<String> mistakes(SampleConf conf) {
        Cli.Result result = check(conf);
        List<String> lines = result.out().lines().toList();
        assertThat(result.status()).isEqualTo(lines.size() == 1 ? 0 : 1);
        return lines.subList(0, lines.size() - 1);
    }
}
