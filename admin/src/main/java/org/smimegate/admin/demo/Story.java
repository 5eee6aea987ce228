package org.smimegate.admin.demo;

import java.util.LinkedHashMap;
import java.util.Map;
import org.smimegate.admin.console.Console;

/** Tells what happens, and keeps whether every claim held. */
final class Story {
    private final Console console;
    private final boolean json;
    private int steps;
    private int held;
    private int broken;

    Story(Console console, boolean json) {
        this.console = console;
        this.json = json;
    }

    void step(String title) {
        steps++;
        say("");
        say(steps + ". " + title);
    }

    void say(String line) {
        if (!json) {
            console.line(line);
        }
    }

    /** Shows the start of a text. */
    void quote(String text, int lines) {
        String[] all = text.split("\r?\n", -1);
        for (int i = 0; i < Math.min(lines, all.length); i++) {
            say("   | " + all[i]);
        }
        if (all.length > lines) {
            say("   | ... (" + (all.length - lines) + " more lines)");
        }
    }

    /** A claim of the demonstration, checked. */
    void check(String claim, boolean holds) {
        if (holds) {
            held++;
        } else {
            broken++;
        }
        say("   " + (holds ? "ok     " : "FAILED ") + claim);
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("check", claim);
            object.put("holds", holds);
            console.json(object);
        }
    }

    boolean allHeld() {
        return broken == 0 && held > 0;
    }

    String summary() {
        return allHeld() ? "All " + held + " checks held." : broken + " of " + (held + broken) + " checks FAILED.";
    }
}
