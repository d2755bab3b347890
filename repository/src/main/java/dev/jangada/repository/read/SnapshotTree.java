package dev.jangada.repository.read;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.Node;
import dev.jangada.repository.format.NodeType;
import dev.jangada.repository.format.Tree;
import dev.jangada.repository.problem.RepositoryMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The tree of a snapshot. Paths have slashes between their parts; the root is the empty path. Only the directories on the way to what
 * is asked for are read, and of a file only its own blobs.
 */
public final class SnapshotTree {

    /** A file of more blobs than this is read with its neighbours in the pack, as they are its own next blobs. */
    private static final int FEW = 8;

    private final BlobReader blobs;
    private final BlobReader ahead;
    private final Id root;

    /** The tree of a root. */
    public SnapshotTree(BlobReader blobs, Id root) {
        this(blobs, blobs, root);
    }

    /**
     * The tree of a root.
     *
     * @param ahead reads files of many blobs
     */
    public SnapshotTree(BlobReader blobs, BlobReader ahead, Id root) {
        this.blobs = blobs;
        this.ahead = ahead;
        this.root = root;
    }

    /** The root's tree. */
    public Tree root() {
        return blobs.tree(root);
    }

    /** The tree of a directory. */
    public Tree tree(Id id) {
        return blobs.tree(id);
    }

    /**
     * The entries of a directory, in the order of their names, which are not kept.
     *
     * @param consumer is told each
     */
    public void each(Id directory, Consumer<Node> consumer) {
        blobs.eachNode(directory, consumer);
    }

    /** The entry of a directory that has a name, if there is one. */
    public Optional<Node> find(Id directory, String name) {
        return blobs.find(directory, name);
    }

    /** The entry of a path, if there is one. The root is no entry. */
    public Optional<Node> find(String path) {
        List<String> names = names(path);
        Optional<Id> directory = Optional.of(root);
        Optional<Node> found = Optional.empty();
        for (String name : names) {
            if (directory.isEmpty()) {
                return Optional.empty();
            }
            found = blobs.find(directory.get(), name);
            directory = found.flatMap(Node::subtree);
        }
        return found;
    }

    /**
     * The entries of a directory.
     *
     * @throws Problem if there is none of that path, or it is no directory
     */
    public List<Node> list(String path) {
        if (names(path).isEmpty()) {
            return root().nodes();
        }
        Node node = find(path).orElseThrow(() -> missing(path));
        Id subtree =
                node.subtree().orElseThrow(() -> new Problem(ExitCode.USAGE, RepositoryMessage.NOT_A_DIRECTORY, path));
        return blobs.tree(subtree).nodes();
    }

    /**
     * The content of a file, to be closed.
     *
     * @throws Problem if there is none of that path, or it is no file; reading it throws one where a blob is damaged
     */
    public InputStream read(String path) {
        Node node = find(path).orElseThrow(() -> missing(path));
        if (node.type() != NodeType.FILE) {
            throw new Problem(ExitCode.USAGE, RepositoryMessage.NOT_A_FILE, path);
        }
        return read(node);
    }

    /** The content of a file. */
    public InputStream read(Node file) {
        return content(file);
    }

    private FileContent content(Node file) {
        return new FileContent(file.content().size() > FEW ? ahead : blobs, file.content());
    }

    /** Copies the content of a file. */
    public void copy(Node file, OutputStream out) throws IOException {
        FileContent content = content(file);
        for (byte[] blob = content.next(); blob != null; blob = content.next()) {
            out.write(blob);
        }
    }

    /**
     * Goes through the tree in the order of names, directories before what is in them.
     *
     * @param visitor is told every entry
     */
    public void walk(Visitor visitor) {
        walk("", root, visitor);
    }

    private void walk(String path, Id directory, Visitor visitor) {
        for (Node node : blobs.tree(directory).nodes()) {
            String below = path.isEmpty() ? node.name() : path + "/" + node.name();
            boolean enter = visitor.visit(below, node);
            if (enter && node.subtree().isPresent()) {
                walk(below, node.subtree().get(), visitor);
            }
        }
    }

    private static Problem missing(String path) {
        return new Problem(ExitCode.USAGE, RepositoryMessage.PATH_NOT_FOUND, path);
    }

    private static List<String> names(String path) {
        return Arrays.stream(path.split("/")).filter(name -> !name.isEmpty()).toList();
    }

    /** Takes the entries of a tree. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * An entry.
         *
         * @param path from the root, without a slash at its beginning
         * @return whether to go into it, if it is a directory
         */
        boolean visit(String path, Node node);
    }
}
