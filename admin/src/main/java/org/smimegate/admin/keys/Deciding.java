package org.smimegate.admin.keys;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.admin.console.Console;
import org.smimegate.admin.console.ExitStatus;
import org.smimegate.keys.DirectoryUnavailableException;
import org.smimegate.keys.keyring.Decisions;
import org.smimegate.keys.keyring.KeyEntry;
import org.smimegate.keys.keyring.KeyRing;

/** Does one thing to every entry that words of the user mean, and says for each word what became of it. */
final class Deciding {
    private final Console console;
    private final EntryOptions options;
    private final String done;

    /** One decision. */
    interface Decision {
        /** @return empty if the entry is gone */
        Optional<KeyEntry> on(Decisions decisions, KeyEntry entry) throws DirectoryUnavailableException;
    }

    /** @param done what the decision did, as a word of the report */
    Deciding(Console console, EntryOptions options, String done) {
        this.console = console;
        this.options = options;
        this.done = done;
    }

    /** What a word of the user means. */
    interface Meaning {
        Selection of(String word, KeyRing ring) throws DirectoryUnavailableException;
    }

    /** @return 1 if one of the words means no entry; the others are done all the same */
    int run(Decision decision) throws CannotRunException, IOException {
        return run(Selection::of, decision);
    }

    /** As {@link #run(Decision)}, words being read in another way. */
    int run(Meaning meaning, Decision decision) throws CannotRunException, IOException {
        return options.config().open(gateway -> {
            KeyRing ring = gateway.keyRing();
            Decisions decisions = new Decisions(ring, Actor.name());
            boolean all = true;
            for (String word : options.words()) {
                all &= decide(meaning.of(word, ring), decisions, decision);
            }
            return all ? ExitStatus.DONE : ExitStatus.NO;
        });
    }

    private boolean decide(Selection selection, Decisions decisions, Decision decision)
            throws DirectoryUnavailableException {
        if (selection.entries().isEmpty()) {
            refuse(selection.problem());
            return false;
        }
        boolean all = true;
        for (KeyEntry entry : selection.entries()) {
            Optional<KeyEntry> now = decision.on(decisions, entry);
            now.ifPresentOrElse(this::report, () -> refuse(entry.id() + ": gone meanwhile"));
            all &= now.isPresent();
        }
        return all;
    }

    private void report(KeyEntry entry) {
        if (options.json()) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            object.put("result", done);
            object.putAll(EntryView.json(entry));
            console.json(object);
        } else {
            console.line(done + ": " + EntryView.brief(entry));
        }
    }

    private void refuse(String problem) {
        if (options.json()) {
            console.json(Map.of("result", "refused", "error", problem));
        } else {
            console.remark(problem);
        }
    }
}
