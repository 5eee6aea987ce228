package org.smimegate.keys.keyring.text;

/** An entry cannot be read; leaves this package as {@link Item.Broken}. */
final class BrokenEntryException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;

    /** @param line where, counted from 1 */
    BrokenEntryException(int line, String problem) {
        super(problem);
        this.line = line;
    }

    Item item() {
        return new Item.Broken(line, String.valueOf(getMessage()));
    }
}
