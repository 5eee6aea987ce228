package org.smimegate.admin.check;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.smimegate.gateway.CheckedSettings;
import org.smimegate.gateway.FileLocator;
import org.smimegate.gateway.SettingsCheck;

/** All checks of one conf folder. */
final class ConfCheck {
    private static final String SMIME = "smime.xml";

    private final Path conf;
    private final Findings findings = new Findings();

    private ConfCheck(Path conf) {
        this.conf = conf;
    }

    /** Every mistake, by file and line. */
    static List<Mistake> run(Path conf) throws IOException {
        ConfCheck check = new ConfCheck(conf.toAbsolutePath().normalize());
        check.mailets(check.settings());
        TempFolderCheck.read(check.conf).mistake().ifPresent(check.findings::add);
        return check.findings.all();
    }

    private Optional<CheckedSettings> settings() {
        SettingsCheck.Result result = SettingsCheck.of(conf.resolve(SMIME), FileLocator.below(conf), Clock.systemUTC());
        result.mistakes().forEach(message -> findings.add(Mistake.of(SMIME, message)));
        return result.readable();
    }

    private void mailets(Optional<CheckedSettings> settings) {
        ConfElement root;
        try {
            root = ConfXml.read(conf.resolve(MailetContainer.FILE));
        } catch (UnreadableXmlException e) {
            findings.add(e.mistake());
            return;
        }
        MailetContainer container = MailetContainer.of(root);
        ProcessorCheck processors = new ProcessorCheck(container, findings);
        MailetCheck mailets = new MailetCheck(settings, processors, findings);
        MatcherCheck matchers = new MatcherCheck(settings, findings);
        processors.run();
        container.mailets().forEach(mailets::run);
        container.processors().forEach(matchers::run);
        new QueueCheck(findings).run(container);
        new ContentCheck(findings).run(container);
    }
}
