package dev.jangada.kube.storage.proto;

/**
 * A field that could not be put into the JSON: the table does not have it, so it is of a newer Kubernetes; or its value
 * has no form in JSON.
 *
 * @param message the message that it is in, {@code GROUP/VERSION.Type}
 * @param number its number on the wire
 * @param bytes its tag and value as they were stored; may be a secret
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares two of them
public record UnknownField(String message, int number, byte[] bytes) {

    /** {@code core/v1.PodSpec field 77}, without the bytes. */
    @Override
    public String toString() {
        return message + " field " + number;
    }
}
