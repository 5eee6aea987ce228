package org.smimegate.admin.cert.trial;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.smimegate.admin.Cli;
import org.smimegate.core.testing.CrlBuilder;
import org.smimegate.core.testing.TestFiles;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;
import org.smimegate.core.trust.TrustStore;

/** Runs {@code smimegate cert test} on a folder with {@code trust/}, {@code intermediates/} and {@code crls/}. */
final class TrialShell {
    final TestPki pki = TestPki.shared();
    final Path folder;

    TrialShell(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder.resolve("crls"));
        trusting(pki.trust());
    }

    void trusting(TrustStore store) throws IOException {
        TestFiles.writeTrust(folder, store);
    }

    /** With empty revocation lists of both CAs. */
    TrialShell knowingRevocation() throws IOException {
        list("root.crl", CrlBuilder.by(pki.root()));
        list("issuing.crl", CrlBuilder.by(pki.issuing()));
        return this;
    }

    void list(String name, CrlBuilder list) throws IOException {
        Files.write(folder.resolve("crls").resolve(name), list.der());
    }

    Path file(String name, TestIdentity... identities) throws IOException {
        return file(name, TestPki.certificates(identities));
    }

    Path file(String name, Collection<X509Certificate> certificates) throws IOException {
        return TestFiles.writePem(folder.resolve(name), certificates);
    }

    /** {@code cert test FILE --trust ... --intermediates ... --crls ... MORE}. */
    Cli.Result run(Path file, Object... more) {
        Object[] start = {
            "cert",
            "test",
            file,
            "--trust",
            folder.resolve("trust"),
            "--intermediates",
            folder.resolve("intermediates"),
            "--crls",
            folder.resolve("crls")
        };
        return Cli.run(Stream.of(start, more).flatMap(Arrays::stream).toArray());
    }

    /** The one object that it says of a file. */
    JsonNode json(Path file, Object... more) {
        Cli.Result result = run(
                file,
                Stream.of(more, new Object[] {"--json"}).flatMap(Arrays::stream).toArray());
        assertThat(result.err()).isEmpty();
        assertThat(result.json()).hasSize(1);
        JsonNode answer = result.json().get(0);
        assertThat(result.status()).isEqualTo(answer.path("trusted").asBoolean() ? 0 : 1);
        return answer;
    }

    /** {@code reason: text} of each. */
    static List<String> reasons(JsonNode answer) {
        return answer.path("reasons").findValuesAsText("reason").isEmpty()
                ? List.of()
                : Stream.iterate(0, i -> i < answer.path("reasons").size(), i -> i + 1)
                        .map(i -> answer.path("reasons").get(i))
                        .map(r -> r.path("reason").asText() + ": "
                                + r.path("text").asText())
                        .toList();
    }
}
