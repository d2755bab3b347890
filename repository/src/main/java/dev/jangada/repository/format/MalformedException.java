package dev.jangada.repository.format;

/** Bytes that are not what they should be. The message says why, in English, for logs and reports of checks. */
public final class MalformedException extends Exception {

    private static final long serialVersionUID = 1;
    private static final String OTHER_CONTENT = "its content is not the one that its name says";

    /** Why they are not. */
    public MalformedException(String why) {
        super(why);
    }

    /** Why they are not, and what noticed it. */
    public MalformedException(String why, Throwable cause) {
        super(why, cause);
    }

    /** They are not those that their name, which is their hash, says. */
    public static MalformedException otherContent() {
        return new MalformedException(OTHER_CONTENT);
    }

    /** Whether all that is known is that they are not those that their name says. */
    public boolean isOtherContent() {
        return OTHER_CONTENT.equals(getMessage());
    }
}
