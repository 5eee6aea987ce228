package org.smimegate.admin.console;

/** What the command line's exit status says. */
public final class ExitStatus {
    public static final int DONE = 0;
    /** The answer is no: not verified, not protected, mistakes found. */
    public static final int NO = 1;
    /** The command was called wrongly. */
    public static final int USAGE = 2;
    /** The command could not do its work: a file, key or server does not do. */
    public static final int CANNOT_RUN = 3;

    private ExitStatus() {}
}
