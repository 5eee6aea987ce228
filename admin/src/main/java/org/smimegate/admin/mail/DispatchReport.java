package org.smimegate.admin.mail;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.admin.console.Console;
import org.smimegate.admin.console.ExitStatus;
import org.smimegate.core.outcome.Address;
import org.smimegate.gateway.Dispatch;

/** Writes what would leave and says what would happen. */
record DispatchReport(Console console, boolean json, CopyFiles files) {
    int report(OutgoingMessage message, Dispatch dispatch) throws IOException, CannotRunException {
        if (dispatch instanceof Dispatch.Copies copies) {
            try (copies) {
                return copies(copies);
            }
        }
        if (dispatch instanceof Dispatch.Unchanged unchanged) {
            Row row = new Row(files.write(message.source()), message.recipients(), "unchanged");
            say("unchanged", unchanged.why(), List.of(row), Map.of());
            return ExitStatus.DONE;
        }
        if (dispatch instanceof Dispatch.MissingKeys missing) {
            say("missing-keys", "a recipient has no key, so nobody would get it", List.of(), missing.lacking());
            return ExitStatus.NO;
        }
        if (dispatch instanceof Dispatch.Later later) {
            say("later", later.detail(), List.of(), Map.of());
            return ExitStatus.CANNOT_RUN;
        }
        say("failed", ((Dispatch.Failed) dispatch).detail(), List.of(), Map.of());
        return ExitStatus.NO;
    }

    private record Row(String file, Collection<Address> recipients, String protection) {
        Map<String, Object> json() {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("file", file);
            object.put("protection", protection);
            object.put("recipients", names(recipients));
            return object;
        }

        String line() {
            return file + ": " + protection + ", for " + String.join(", ", names(recipients));
        }
    }

    private int copies(Dispatch.Copies copies) throws IOException, CannotRunException {
        files.requireRoomFor(copies.copies().size());
        List<Row> rows = new ArrayList<>();
        for (Dispatch.Copy copy : copies.copies()) {
            rows.add(new Row(
                    files.write(copy.content()),
                    copy.recipients(),
                    copy.protection().token()));
        }
        say("copies", "", rows, copies.lacking());
        return ExitStatus.DONE;
    }

    private void say(String result, String detail, List<Row> rows, Map<Address, String> lacking) {
        Map<String, String> reasons = new TreeMap<>();
        lacking.forEach((address, why) -> reasons.put(address.toString(), why));
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("result", result);
            object.put("detail", detail);
            object.put("copies", rows.stream().map(Row::json).toList());
            object.put("lacking", reasons);
            console.json(object);
            return;
        }
        sayToPeople(result, detail, rows, reasons);
    }

    private void sayToPeople(String result, String detail, List<Row> rows, Map<String, String> reasons) {
        if (!files.isStandardOutput()) {
            rows.forEach(row -> console.line(row.line()));
        }
        if (!detail.isEmpty()) {
            console.remark(result + ": " + detail);
        }
        reasons.forEach((address, why) -> console.remark("no key for " + address + ": " + why));
    }

    private static List<String> names(Collection<Address> addresses) {
        return addresses.stream().map(Address::toString).sorted().toList();
    }
}
