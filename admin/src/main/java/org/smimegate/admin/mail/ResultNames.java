package org.smimegate.admin.mail;

import java.nio.file.Path;
import java.util.Set;

/** Names of result files: that of the input, numbered when it was taken before. */
final class ResultNames {
    private ResultNames() {}

    static String unique(String input, Set<String> taken) {
        Path last = Path.of(input).getFileName();
        String name = last == null ? "message.eml" : last.toString();
        String unique = name;
        for (int i = 2; !taken.add(unique); i++) {
            unique = numbered(name, i);
        }
        return unique;
    }

    /** {@code mail.eml} becomes {@code mail-2.eml}. */
    static String numbered(String name, int number) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) + "-" + number + name.substring(dot) : name + "-" + number;
    }
}
