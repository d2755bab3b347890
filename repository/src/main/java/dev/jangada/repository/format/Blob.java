package dev.jangada.repository.format;

/**
 * A blob, wherever it lies.
 *
 * @param type data or tree
 * @param id the SHA-256 of its plain bytes
 */
public record Blob(BlobType type, Id id) {

    /** A piece of a file. */
    public static Blob data(Id id) {
        return new Blob(BlobType.DATA, id);
    }

    /** A directory. */
    public static Blob tree(Id id) {
        return new Blob(BlobType.TREE, id);
    }
}
