package dev.jangada.repository.format;

/** What a blob is. The same bytes as data and as a tree are two blobs. */
public enum BlobType {
    /** Part of a file. */
    DATA("data", 0),
    /** A directory. */
    TREE("tree", 1);

    private final String text;
    private final int headerType;

    BlobType(String text, int headerType) {
        this.text = text;
        this.headerType = headerType;
    }

    /** As it stands in a pack's header; two more where the blob is compressed. */
    int headerType() {
        return headerType;
    }

    /** As it stands in an index file. */
    String text() {
        return text;
    }
}
