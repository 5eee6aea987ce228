package org.smimegate.admin.keys;

/** Who is answerable for changes by command, in the audit trail. */
final class Actor {
    private Actor() {}

    static String name() {
        return "cli:" + System.getProperty("user.name", "?");
    }
}
