package org.smimegate.admin.check;

import java.util.List;
import java.util.TreeSet;

/** What the checks of mailetcontainer.xml have found so far. */
final class Findings {
    private final TreeSet<Mistake> mistakes = new TreeSet<>(Mistake.IN_ORDER);

    void add(Mistake mistake) {
        mistakes.add(mistake);
    }

    void add(int line, String text) {
        add(new Mistake(MailetContainer.FILE, line, text));
    }

    /** Each once, by file and line. */
    List<Mistake> all() {
        return List.copyOf(mistakes);
    }
}
