package org.smimegate.admin.check;

/** A file of which nothing can be said but this. */
final class UnreadableXmlException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Mistake mistake;

    UnreadableXmlException(Mistake mistake) {
        super(mistake.toString());
        this.mistake = mistake;
    }

    Mistake mistake() {
        return mistake;
    }
}
