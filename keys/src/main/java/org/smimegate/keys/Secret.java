package org.smimegate.keys;

/** A password that never prints; compared by identity only. */
public final class Secret {
    private final char[] characters;

    /** Keeps a copy. */
    public Secret(char[] characters) {
        this.characters = characters.clone();
    }

    /** A copy; whoever asks may wipe it after use. */
    public char[] reveal() {
        return characters.clone();
    }

    @Override
    public String toString() {
        return "Secret[hidden]";
    }
}
