package dev.jangada.kube.storage.proto;

/**
 * Bytes that are not what they should be. The message says what is wrong with them in a few English words and repeats
 * nothing of them: they may be a Secret.
 */
public final class MalformedValue extends Exception {

    private static final long serialVersionUID = 1;

    /** Says what is wrong; without a stack trace, because the bytes are at fault and not the code. */
    public MalformedValue(String what) {
        super(what, null, false, false);
    }
}
