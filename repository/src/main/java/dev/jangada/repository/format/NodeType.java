package dev.jangada.repository.format;

import dev.jangada.repository.damage.DamageMessage;

/** What an entry of a tree is. */
public enum NodeType {
    /** A file. */
    FILE("file", 0),
    /** A directory. */
    DIRECTORY("dir", 1L << 31),
    /** A symbolic link. */
    SYMLINK("symlink", 1L << 27),
    /** A block device. */
    BLOCK_DEVICE("dev", 1L << 26),
    /** A character device. */
    CHARACTER_DEVICE("chardev", 1L << 26 | 1L << 21),
    /** A named pipe. */
    PIPE("fifo", 1L << 25),
    /** A socket. */
    SOCKET("socket", 1L << 24),
    /** Something else. */
    IRREGULAR("irregular", 1L << 19);

    private final String text;
    private final long modeBits;

    NodeType(String text, long modeBits) {
        this.text = text;
        this.modeBits = modeBits;
    }

    String text() {
        return text;
    }

    /** What Go's file mode says besides the permissions. */
    long modeBits() {
        return modeBits;
    }

    static NodeType of(String text) throws MalformedException {
        for (NodeType type : values()) {
            if (type.text.equals(text)) {
                return type;
            }
        }
        throw new MalformedException(DamageMessage.UNKNOWN_ENTRY, text);
    }
}
