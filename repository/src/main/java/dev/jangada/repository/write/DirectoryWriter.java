package dev.jangada.repository.write;

import dev.jangada.repository.chunk.Chunker;
import dev.jangada.repository.chunk.Chunking;
import dev.jangada.repository.chunk.Chunks;
import dev.jangada.repository.format.Attributes;
import dev.jangada.repository.format.Blob;
import dev.jangada.repository.format.BlobType;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.Node;
import dev.jangada.repository.format.NodeType;
import dev.jangada.repository.format.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A directory that is being written. Its entries come in any order and from any thread; when it is closed, it has all of them.
 *
 * <p>What is given is hashed, compressed and stored behind the caller's back. A failure of that is thrown by a later call, in the end
 * by {@link SnapshotWriter#finish}. The entries of a directory are in memory until it is closed, about 500 bytes each.
 */
public final class DirectoryWriter implements AutoCloseable {

    private final SnapshotWriter writer;
    private final Optional<Tree> parent;
    private final List<CompletableFuture<Node>> entries = new ArrayList<>();
    private final CompletableFuture<Id> tree = new CompletableFuture<>();
    private boolean closed;

    DirectoryWriter(SnapshotWriter writer, Optional<Tree> parent) {
        this.writer = writer;
        this.parent = parent;
    }

    /** The same directory's entry of a name in the parent snapshot. */
    public Optional<Node> inParent(String name) {
        return parent.flatMap(tree -> tree.find(name));
    }

    /** A directory in this one; close it before this one is closed. */
    public DirectoryWriter directory(String name, Attributes attributes) {
        Optional<Tree> before = inParent(name).flatMap(Node::subtree).flatMap(writer::parentTree);
        var directory = new DirectoryWriter(writer, before);
        add(directory.tree.thenApply(id -> Node.directory(name, attributes, id)));
        return directory;
    }

    /**
     * A file whose content is at hand.
     *
     * @param content not changed afterwards
     */
    public void file(String name, Attributes attributes, byte[] content) {
        writer.count(content.length);
        if (content.length == 0) {
            add(CompletableFuture.completedFuture(Node.file(name, attributes, 0, List.of())));
        } else if (content.length <= Chunker.MIN) {
            add(writer.pipeline()
                    .submit(BlobType.DATA, content)
                    .thenApply(id -> Node.file(name, attributes, content.length, List.of(id))));
        } else {
            try {
                chunked(name, attributes, new java.io.ByteArrayInputStream(content), Chunking.CONTENT, false);
            } catch (IOException e) {
                throw new IllegalStateException("an array can be read", e);
            }
        }
    }

    /**
     * A file whose content is read here and now, in the caller's thread.
     *
     * @param content read to its end, and not closed
     * @throws IOException if it cannot be read; then the directory has no such file
     */
    public void file(String name, Attributes attributes, InputStream content) throws IOException {
        file(name, attributes, content, Chunking.CONTENT);
    }

    /**
     * A file whose content is read here and now, in the caller's thread, and cut as the caller says.
     *
     * @param content read to its end, and not closed
     * @param chunking {@link Chunking#ETCD} for snapshots of etcd; the same for the same file each time
     * @throws IOException if it cannot be read; then the directory has no such file
     */
    public void file(String name, Attributes attributes, InputStream content, Chunking chunking) throws IOException {
        chunked(name, attributes, content, chunking, true);
    }

    private void chunked(String name, Attributes attributes, InputStream content, Chunking chunking, boolean count)
            throws IOException {
        Chunks chunker = writer.chunks(content, chunking);
        var chunks = new ArrayList<CompletableFuture<Id>>();
        long size = 0;
        for (byte[] chunk = chunker.next(); chunk.length > 0; chunk = chunker.next()) {
            chunks.add(writer.pipeline().submit(BlobType.DATA, chunk));
            size += chunk.length;
        }
        if (count) {
            writer.count(size);
        }
        long length = size;
        add(CompletableFuture.allOf(chunks.toArray(CompletableFuture[]::new))
                .thenApply(done -> Node.file(
                        name,
                        attributes,
                        length,
                        chunks.stream().map(CompletableFuture::join).toList())));
    }

    /**
     * A file that is as it was in the parent snapshot: same size, same time of the last change of its content and of its attributes.
     *
     * @return false if it is not, or its content is not all there any more; then nothing was added
     */
    public boolean unchangedFile(String name, Attributes attributes, long size) {
        Optional<Node> before = inParent(name)
                .filter(node -> node.type() == NodeType.FILE
                        && node.size() == size
                        && node.attributes().modified().equals(attributes.modified())
                        && node.attributes().changed().equals(attributes.changed()))
                .filter(node -> node.content().stream().allMatch(id -> writer.hasBlob(Blob.data(id))));
        before.ifPresent(node -> {
            writer.count(size);
            add(CompletableFuture.completedFuture(Node.file(name, attributes, size, node.content())));
        });
        return before.isPresent();
    }

    /**
     * A file of which the caller knows the hash, so that it need not be read again.
     *
     * @param sha256 of the whole content
     * @param size at most {@link Chunker#MIN}, so that the content is one blob
     * @return false if the repository does not have it; then nothing was added
     */
    public boolean knownFile(String name, Attributes attributes, Id sha256, long size) {
        if (size == 0 || size > Chunker.MIN || !writer.hasBlob(Blob.data(sha256))) {
            return false;
        }
        writer.count(size);
        add(CompletableFuture.completedFuture(Node.file(name, attributes, size, List.of(sha256))));
        return true;
    }

    /**
     * A directory of which the caller knows that it is as it was, with everything in it.
     *
     * @param tree its tree, from a snapshot of this repository
     * @return false if the repository does not have it; then nothing was added
     */
    public boolean knownDirectory(String name, Attributes attributes, Id tree) {
        if (!writer.hasBlob(Blob.tree(tree))) {
            return false;
        }
        add(CompletableFuture.completedFuture(Node.directory(name, attributes, tree)));
        return true;
    }

    /** A symbolic link. */
    public void symlink(String name, Attributes attributes, String target) {
        add(CompletableFuture.completedFuture(Node.symlink(name, attributes, target)));
    }

    /** Any other entry that has no content. */
    public void entry(Node node) {
        add(CompletableFuture.completedFuture(node));
    }

    private void add(CompletableFuture<Node> entry) {
        writer.throwIfFailed();
        CompletableFuture<Node> noted = entry.whenComplete((node, failure) -> writer.noteFailure(failure));
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("the directory is closed");
            }
            entries.add(noted);
        }
    }

    /** The tree's id, when all entries are stored. */
    CompletableFuture<Id> tree() {
        return tree;
    }

    /** No more entries come. The tree is stored when they are, behind the caller's back. */
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // Its outcome goes into the future of the tree.
    public void close() {
        List<CompletableFuture<Node>> all;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            all = List.copyOf(entries);
            entries.clear();
        }
        writer.pipeline()
                .then(CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)), () -> {
                    var nodes = all.stream().map(CompletableFuture::join).toList();
                    return writer.pipeline().saveNow(BlobType.TREE, new Tree(nodes).bytes());
                })
                .whenComplete((id, failure) -> {
                    if (failure != null) {
                        tree.completeExceptionally(failure);
                        writer.noteFailure(failure);
                    } else {
                        tree.complete(id);
                    }
                });
    }
}
