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
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A directory that is being written. Its entries come in any order and from any thread; when it is closed, it has all of them.
 *
 * <p>What is given is compressed and stored behind the caller's back. A failure of that is thrown by a later call, in the end by
 * {@link SnapshotWriter#finish}. The entries of a directory are in memory until it is closed, about 280 bytes each; while it is
 * written, its JSON besides, some 330 bytes each.
 */
public final class DirectoryWriter implements AutoCloseable {

    private final SnapshotWriter writer;
    private final Optional<Tree> parent;
    private final List<Node> entries = new ArrayList<>();
    /** Entries that wait for the hashes of what is in them. */
    private final List<CompletableFuture<Node>> later = new ArrayList<>();

    private final CompletableFuture<Id> tree = new CompletableFuture<>();
    private boolean closed;

    DirectoryWriter(SnapshotWriter writer, Optional<Tree> parent) {
        this.writer = writer;
        this.parent = parent;
    }

    private Optional<Node> inParent(String name) {
        return parent.flatMap(tree -> tree.find(name));
    }

    /** A directory in this one; close it before this one is closed. */
    public DirectoryWriter directory(String name, Attributes attributes) {
        Optional<Tree> before = inParent(name).flatMap(Node::subtree).flatMap(writer::parentTree);
        var directory = new DirectoryWriter(writer, before);
        addLater(directory.tree.thenApply(id -> Node.directory(name, attributes, id)));
        return directory;
    }

    /**
     * A file whose content is at hand. It is hashed in the caller's thread; what the repository has already costs no more than that.
     *
     * @param content not changed afterwards
     * @return the SHA-256 of the content
     */
    public Id file(String name, Attributes attributes, byte[] content) {
        Id sha256 = Id.of(content);
        if (content.length > Chunker.MIN) {
            try {
                file(name, attributes, new ByteArrayInputStream(content));
            } catch (IOException e) {
                throw new IllegalStateException("an array can be read", e);
            }
            return sha256;
        }
        writer.count(content.length);
        if (content.length > 0) {
            writer.save(Blob.data(sha256), content);
        }
        add(Node.file(name, attributes, content.length, content.length == 0 ? List.of() : List.of(sha256)));
        return sha256;
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
        Chunks chunker = writer.chunks(content, chunking);
        var chunks = new ArrayList<CompletableFuture<Id>>();
        long size = 0;
        for (byte[] chunk = chunker.next(); chunk.length > 0; chunk = chunker.next()) {
            chunks.add(writer.pipeline().submit(chunk));
            size += chunk.length;
        }
        writer.count(size);
        long length = size;
        addLater(CompletableFuture.allOf(chunks.toArray(CompletableFuture[]::new))
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
            add(Node.file(name, attributes, size, node.content()));
        });
        return before.isPresent();
    }

    /** A symbolic link. */
    public void symlink(String name, Attributes attributes, String target) {
        add(Node.symlink(name, attributes, target));
    }

    /** Any other entry that has no content. */
    public void entry(Node node) {
        add(node);
    }

    private void add(Node entry) {
        writer.throwIfFailed();
        synchronized (this) {
            requireOpen();
            entries.add(entry);
        }
    }

    private void addLater(CompletableFuture<Node> entry) {
        writer.throwIfFailed();
        CompletableFuture<Node> noted = entry.whenComplete((node, failure) -> writer.noteFailure(failure));
        synchronized (this) {
            requireOpen();
            later.add(noted);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the directory is closed");
        }
    }

    /** The tree's id, when its entries have theirs and it is stored. */
    CompletableFuture<Id> tree() {
        return tree;
    }

    /** No more entries come. The tree is stored when all of them are known, behind the caller's back. */
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // Its outcome goes into the future of the tree.
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        writer.pipeline()
                .then(CompletableFuture.allOf(later.toArray(CompletableFuture[]::new)), this::save)
                .whenComplete((id, failure) -> {
                    if (failure != null) {
                        tree.completeExceptionally(failure);
                        writer.noteFailure(failure);
                    } else {
                        tree.complete(id);
                    }
                });
    }

    /** Nobody else has the entries any more. */
    private Id save() {
        later.forEach(entry -> entries.add(entry.join()));
        later.clear();
        var all = new Tree(entries);
        entries.clear();
        return writer.pipeline().saveNow(BlobType.TREE, all.bytes());
    }
}
