package org.smimegate.admin.keys;

import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.admin.console.Console;
import org.smimegate.admin.console.ExitStatus;
import org.smimegate.admin.console.JsonOption;
import org.smimegate.keys.keyring.KeyEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code smimegate keys show}: everything about entries. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows everything about entries: the certificate, whether it is fit to be encrypted to now and if"
                + " not, why, and its history.",
        footer = "%nExit status 1: it is not in the key ring.")
final class ShowCommand implements Callable<Integer> {
    /** In the title, in the line of {@code usable}, or among the fields of the certificate. */
    private static final Set<String> TOLD_ELSEWHERE =
            Set.of("id", "owner", "reason", "detail", "subject", "notAfter", "sha256");

    private final Console console;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Parameters(paramLabel = "ID|FINGERPRINT|ADDRESS|DOMAIN", description = "Which entries.")
    @SuppressWarnings("NullAway.Init") // required
    private String word;

    ShowCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CannotRunException, IOException {
        return config.open(gateway -> {
            Selection selection = Selection.ofAny(word, gateway.keyRing());
            if (selection.entries().isEmpty()) {
                console.remark(selection.problem());
                return ExitStatus.NO;
            }
            for (KeyEntry entry : selection.entries()) {
                show(EntryDetails.of(entry, gateway, Instant.now()));
            }
            return ExitStatus.DONE;
        });
    }

    private void show(Map<String, @Nullable Object> details) {
        if (json.wanted()) {
            console.json(details);
            return;
        }
        console.line(details.get("id") + " " + details.get("owner"));
        details.forEach((field, value) -> {
            if (field.equals("usable")) {
                show(field, usable(details));
            } else if (!TOLD_ELSEWHERE.contains(field)) {
                show(field, value);
            }
        });
    }

    private static String usable(Map<String, @Nullable Object> details) {
        return Boolean.TRUE.equals(details.get("usable"))
                ? "yes: " + details.get("detail")
                : "no: " + details.get("reason") + ": " + details.get("detail");
    }

    private void show(String field, @Nullable Object value) {
        if (value instanceof Map<?, ?> inner) {
            inner.forEach((key, text) -> show(String.valueOf(key), text));
        } else if (value instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof Map) {
            list.forEach(item -> show(field, joined(((Map<?, ?>) item).values(), " ")));
        } else if (value instanceof List<?> list) {
            show(field, joined(list, ", "));
        } else {
            String text = value == null ? "" : value.toString();
            console.line("  %-20s %s".formatted(field, text.isEmpty() ? "-" : text));
        }
    }

    private static String joined(Collection<?> values, String separator) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(separator));
    }
}
