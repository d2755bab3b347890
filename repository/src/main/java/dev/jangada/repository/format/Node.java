package dev.jangada.repository.format;

import java.util.List;
import java.util.Optional;

/**
 * An entry of a tree.
 *
 * @param name without slashes
 * @param type what it is
 * @param attributes times, owner, permissions
 * @param inode the file's number where it came from; 0 for none
 * @param links how many names it had there; 0 for unknown
 * @param size of a file, in bytes
 * @param linkTarget where a symbolic link points; empty for others
 * @param content of a file: its blobs in order; empty for others
 * @param subtree of a directory
 */
public record Node(
        String name,
        NodeType type,
        Attributes attributes,
        long inode,
        long links,
        long size,
        String linkTarget,
        List<Id> content,
        Optional<Id> subtree) {

    /** Refuses names that no directory can have. */
    public Node {
        if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('/') >= 0 || name.indexOf(0) >= 0) {
            throw new IllegalArgumentException("not a name of an entry: " + name);
        }
        content = List.copyOf(content);
    }

    /** A file. */
    public static Node file(String name, Attributes attributes, long size, List<Id> content) {
        return new Node(name, NodeType.FILE, attributes, 0, 0, size, "", content, Optional.empty());
    }

    /** A directory. */
    public static Node directory(String name, Attributes attributes, Id subtree) {
        return new Node(name, NodeType.DIRECTORY, attributes, 0, 0, 0, "", List.of(), Optional.of(subtree));
    }

    /** A symbolic link. */
    public static Node symlink(String name, Attributes attributes, String target) {
        return new Node(name, NodeType.SYMLINK, attributes, 0, 0, 0, target, List.of(), Optional.empty());
    }
}
