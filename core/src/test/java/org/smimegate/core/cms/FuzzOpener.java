package org.smimegate.core.cms;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.smimegate.core.outcome.Decryption;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.outcome.SignatureResult;
import org.smimegate.core.policy.AlgorithmPolicy;
import org.smimegate.core.testing.FuzzIdentities;
import org.smimegate.core.trust.AnchoredTrust;

/** Opens messages as the gateway does, with keys, CA and time of {@link FuzzIdentities}. */
final class FuzzOpener {
    private static final TestOpener OPENER = opener();

    private FuzzOpener() {}

    /** What comes of the message; it is checked that nothing is believed of it that was not protected. */
    static String outcome(String message) throws Exception {
        TestOpener.Opened opened = OPENER.open(message);
        AsProtected.check(opened, FuzzIdentities.BOB);
        return words(opened);
    }

    /** The same where everybody may have made the outermost layer, which vouches for nothing then. */
    static String outcomeOfInside(String message) throws Exception {
        TestOpener.Opened opened = OPENER.open(message);
        if (opened.verdict().signature().equals(Optional.of(SignatureResult.PASS))) {
            AsProtected.assertVerified(opened, FuzzIdentities.BOB);
        }
        return words(opened);
    }

    private static String words(TestOpener.Opened opened) {
        Stream<String> layers =
                opened.verdict().layers().stream().map(report -> report.layer().token());
        Stream<String> rest = Stream.of(
                        opened.verdict().decryption().map(Decryption::token),
                        opened.verdict().signature().map(SignatureResult::token),
                        opened.verdict().reason().map(Reason::token))
                .flatMap(word -> word.stream());
        String words = String.join(" ", Stream.concat(layers, rest).toList());
        return words.isEmpty() ? "plain" : words;
    }

    private static TestOpener opener() {
        try {
            Path folder = Files.createTempDirectory("smimegate-fuzz-");
            folder.toFile().deleteOnExit();
            return TestOpener.in(folder)
                    .at(FuzzIdentities.NOW)
                    .keys(FuzzIdentities.DAVE, FuzzIdentities.ERIN)
                    .trusting(new AnchoredTrust(() -> FuzzIdentities.TRUST, AlgorithmPolicy.year2026(true, true)))
                    .removing();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
