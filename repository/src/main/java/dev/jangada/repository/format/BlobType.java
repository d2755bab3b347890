package dev.jangada.repository.format;

/** What a blob is. The same bytes as data and as a tree are two blobs. */
public enum BlobType {
    /** Part of a file. */
    DATA("data"),
    /** A directory. */
    TREE("tree");

    private final String text;

    BlobType(String text) {
        this.text = text;
    }

    /** As it stands in an index file. */
    String text() {
        return text;
    }
}
