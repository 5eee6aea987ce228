package org.smimegate.admin.cert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.smimegate.admin.Cli;
import org.smimegate.admin.OpenSsl;

/** Runs {@code smimegate cert} on one key store, beside a CA that openssl plays. */
final class CertShell {
    static final String PASSWORD = "pass of this test";

    private final Path folder;
    private final String secret;

    CertShell(Path folder) {
        this.folder = folder;
        this.secret = Cli.secret(folder, PASSWORD);
    }

    Path keystore() {
        return folder.resolve("gateway.p12");
    }

    String secret() {
        return secret;
    }

    /** {@code cert COMMAND --keystore ... --secret ... OPTIONS}. */
    Cli.Result run(String command, Object... options) {
        Object[] common = {"cert", command, "--keystore", keystore(), "--secret", secret};
        return Cli.run(Stream.of(common, options).flatMap(Arrays::stream).toArray());
    }

    /** As {@link #run}, and must do its work. */
    Cli.Result done(String command, Object... options) {
        Cli.Result result = run(command, options);
        assertThat(result.status()).as(result.err()).isZero();
        return result;
    }

    /** What the key store holds, one object for each certificate. */
    List<JsonNode> content() {
        var shown = Cli.run("cert", "show", keystore(), "--secret", secret, "--json");
        assertThat(shown.status()).as(shown.err()).isZero();
        return shown.json();
    }

    /** {@code alias: issuer} of every entry. */
    List<String> entries() {
        return content().stream()
                .filter(entry -> entry.has("privateKey"))
                .map(entry -> entry.path("privateKey").asText() + ": "
                        + entry.path("issuer").asText())
                .toList();
    }

    static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    void makeAuthority() throws Exception {
        openssl("req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 30 -subj", "/CN=Test CA");
    }

    /** The CA's answer to {@code request.pem}. */
    Path answer(String name) throws Exception {
        openssl("x509 -req -in request.pem -CA ca.pem -CAkey ca.key -days 30 -copy_extensions copyall -out " + name);
        return folder.resolve(name);
    }

    /**
     * Runs openssl.
     *
     * @param words arguments with blanks between them
     * @param more arguments that hold blanks themselves
     */
    String openssl(String words, Object... more) throws Exception {
        return OpenSsl.run(
                folder,
                Stream.of(words.split(" "), more).flatMap(Arrays::stream).toArray());
    }

    Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }
}
