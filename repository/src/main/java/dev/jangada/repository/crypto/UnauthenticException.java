package dev.jangada.repository.crypto;

/** Bytes that were not sealed with this key, or were changed since. */
public final class UnauthenticException extends Exception {

    private static final long serialVersionUID = 1;

    UnauthenticException(String why) {
        super(why);
    }
}
