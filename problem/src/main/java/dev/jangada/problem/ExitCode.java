package dev.jangada.problem;

/** How a command ended, as scripts see it. The numbers are part of the public interface and never change. */
public enum ExitCode {
    /** Everything that was asked for was done. */
    DONE(0),
    /** The command failed; nothing is half-written. */
    FAILED(1),
    /** The command line or a setting cannot be understood. */
    USAGE(2),
    /** Done, but not wholly: some objects failed, or a capture is incomplete. */
    INCOMPLETE(3),
    /** The data that was read is corrupt. */
    CORRUPT(4),
    /** A safety gate or a check refused. */
    REFUSED(5),
    /** {@code diff} found differences. */
    DIFFERENT(6),
    /** The user interrupted the command. */
    INTERRUPTED(130);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /** The number that the process ends with. */
    public int code() {
        return code;
    }
}
