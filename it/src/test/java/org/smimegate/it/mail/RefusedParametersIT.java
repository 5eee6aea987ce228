package org.smimegate.it.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smimegate.it.harness.JamesSetup;

/** A server with a wrong parameter does not start, and its log says which mailet, parameter and value. */
class RefusedParametersIT {
    private static final int NO_NEXT_HOP = 1;
    private static final String LOCAL_DELIVERY = "<mailet match=\"RecipientIsLocal\"";
    private static final String SMIME_XML = """
            <smime>
              <gateway name="gw.a.example" postmaster="postmaster@a.example"/>
              <profiles><profile name="partner"/></profiles>
            </smime>
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "SMimeSign,          signing,          both,      'detached, opaque'",
        "SMimeSign,          credential,       nobody,    'sender, or '",
        "SMimeSign,          alreadySigned,    no,        'skip, wrap'",
        "SMimeSign,          onFailure,        ignore,    'bounce, drop, or the name of a processor'",
        "SMimeEncrypt,       onMissingKey,     ignore,    'bounce, drop, split, clear, or the name of a processor'",
        "SMimeEncrypt,       alreadyEncrypted, no,        'skip, wrap'",
        "SMimeEncrypt,       cipher,           DES,       'auto, AES-256-GCM, AES-128-GCM, AES-256-CBC, AES-128-CBC'",
        "SMimeEncrypt,       keyTransport,     rsa,       'auto, rsa-oaep, rsa-pkcs1'",
        "SMimeEncrypt,       toSender,         yes,       'false, true'",
        "SMimeEncrypt,       onFailure,        propagate, 'bounce, drop, or the name of a processor'",
        "SMimeEncrypt,       onMailetException, ignore,   'the name of a processor, in lower case'",
        "SMimeEncrypt,       onMatchException, nomatch,   'the name of a processor, in lower case'",
        "SMimeSend,          profile,          partnr,    'a profile of smime.xml: partner'",
        "SMimeDecryptVerify, signature,        strip,     'keep, remove'",
    })
    void shouldRefuseToStart_whenAValueIsWrong(String mailet, String parameter, String value, String expected) {
        var refused = with(mailet(mailet, "<%s>%s</%s>".formatted(parameter, value, parameter)))
                .startRefused();

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.log())
                .contains(
                        "org.smimegate.mailets.%s: %s: %s (expected: %s".formatted(mailet, parameter, value, expected));
    }

    @ParameterizedTest
    @CsvSource({
        "SMimeSign,          <onFaliure>drop</onFaliure>,             onFaliure",
        "SMimeEncrypt,       <cipher><name>auto</name></cipher>,      cipher.name",
        "SMimeDecryptVerify, <signatures>keep</signatures>,           signatures",
    })
    void shouldRefuseToStart_whenAParameterIsUnknown(String mailet, String element, String parameter) {
        var refused = with(mailet(mailet, element)).startRefused();

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.log())
                .contains("org.smimegate.mailets." + mailet + ": " + parameter + ": unknown (expected: ");
    }

    @ParameterizedTest
    @CsvSource({
        "SMimeSign,    '',                                        smime-bounce",
        "SMimeEncrypt, <onFailure>drop</onFailure><onMissingKey>drop</onMissingKey>, smime-retry",
        "SMimeEncrypt, <onMissingKey>no-key</onMissingKey>,       no-key",
    })
    void shouldRefuseToStart_whenAProcessorIsMissing(String mailet, String elements, String processor) {
        var refused = with(mailet(mailet, elements)).startRefused();

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.log()).contains("undefined processors", processor);
    }

    @ParameterizedTest
    @CsvSource({
        "SMimeGatewayMessage=sealed,    'sealed (expected: no condition, or any of signed, encrypted, compressed, certs-only)'",
        "SMimeGatewayVerified=pass,     'pass (expected: no condition, or any of signed)'",
    })
    void shouldRefuseToStart_whenAConditionIsUnknown(String matcher, String message) {
        var refused = with("<mailet match=\"org.smimegate.matchers." + matcher + "\" class=\"Null\"/>")
                .startRefused();

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.log()).contains(message);
    }

    private static String mailet(String name, String parameters) {
        return "<mailet match=\"All\" class=\"org.smimegate.mailets." + name + "\">" + parameters + "</mailet>\n";
    }

    private JamesSetup with(String mailet) {
        return JamesSetup.in(folder)
                .minimalConf(NO_NEXT_HOP)
                .file("smime.xml", SMIME_XML)
                .replace("mailetcontainer.xml", LOCAL_DELIVERY, mailet + LOCAL_DELIVERY);
    }
}
