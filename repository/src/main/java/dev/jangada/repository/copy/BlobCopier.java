package dev.jangada.repository.copy;

import dev.jangada.repository.backend.FileKind;
import dev.jangada.repository.backend.Handle;
import dev.jangada.repository.backend.MissingFileException;
import dev.jangada.repository.backend.TruncatedFileException;
import dev.jangada.repository.crypto.SealingKey;
import dev.jangada.repository.format.Blob;
import dev.jangada.repository.format.BlobType;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.MalformedException;
import dev.jangada.repository.format.PackedBlob;
import dev.jangada.repository.index.IndexLoader;
import dev.jangada.repository.index.MasterIndex;
import dev.jangada.repository.read.BlobReader;
import dev.jangada.repository.read.BoundedTrees;
import dev.jangada.repository.store.SealedFiles;
import dev.jangada.repository.store.Workers;
import dev.jangada.repository.write.BlobWriter;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Copies the blobs that a tree needs and that another repository does not have. They are decrypted, compared with their hashes, and
 * sealed with the other's key; what is compressed is not compressed anew. Takes two bits for each blob of the source, and for each
 * pack that is being read, of at most four, a piece of 4 MiB or one blob.
 */
final class BlobCopier {

    private static final int PACKS_AT_A_TIME = 4;
    private static final int PIECE = 4 << 20;
    /** Bytes that nobody wants are fetched if there are no more of them between two that are wanted. */
    private static final int GAP = 64 << 10;

    private final SealedFiles from;
    private final BlobWriter writer;
    private final SealingKey toKey;
    private final MasterIndex index;
    private final BlobReader reader;
    private final BoundedTrees trees;
    private final BitSet seenTrees = new BitSet();
    private final BitSet wanted = new BitSet();

    BlobCopier(SealedFiles from, BlobWriter writer, SealingKey toKey) {
        this.from = from;
        this.writer = writer;
        this.toKey = toKey;
        this.index = IndexLoader.load(from);
        this.reader = new BlobReader(from.backend(), from.key(), index);
        this.trees = new BoundedTrees(reader);
    }

    /** Copies what a tree and everything below needs; trees that were copied before by this are not read again. */
    void copyTree(Id root) {
        Set<Id> packs = ConcurrentHashMap.newKeySet();
        Set<Id> level = Set.of(root);
        while (!level.isEmpty()) {
            Set<Id> next = ConcurrentHashMap.newKeySet();
            Workers.forEach(level, from.backend().connections(), id -> {
                if (isNewTree(id)) {
                    want(Blob.tree(id), packs);
                    // Also below a tree that is there: a writer that was killed has stored trees without what they
                    // need.
                    trees.eachNode(id, node -> {
                        node.content().forEach(content -> want(Blob.data(content), packs));
                        node.subtree().ifPresent(next::add);
                    });
                }
            });
            level = next;
        }
        Workers.forEach(packs, Math.min(PACKS_AT_A_TIME, from.backend().connections()), this::copyPack);
    }

    private boolean isNewTree(Id id) {
        int ordinal = index.ordinal(Blob.tree(id));
        if (ordinal < 0) {
            // Reading it says what is missing.
            return true;
        }
        synchronized (seenTrees) {
            boolean isNew = !seenTrees.get(ordinal);
            seenTrees.set(ordinal);
            return isNew;
        }
    }

    private void want(Blob blob, Set<Id> packs) {
        if (writer.has(blob)) {
            return;
        }
        int ordinal = index.ordinal(blob);
        if (ordinal < 0) {
            // Says what is missing.
            reader.load(blob);
        }
        synchronized (wanted) {
            wanted.set(ordinal);
        }
        packs.add(index.find(blob).getFirst().pack());
    }

    private void copyPack(Id pack) {
        List<PackedBlob> piece = new ArrayList<>();
        for (PackedBlob packed : index.blobs(pack)) {
            if (isWantedFrom(pack, packed)) {
                if (!piece.isEmpty() && !belongsTo(piece, packed)) {
                    copyPiece(pack, piece);
                    piece.clear();
                }
                piece.add(packed);
            }
        }
        if (!piece.isEmpty()) {
            copyPiece(pack, piece);
        }
        writer.tick();
    }

    private boolean isWantedFrom(Id pack, PackedBlob packed) {
        int ordinal = index.ordinal(packed.blob());
        boolean isWanted;
        synchronized (wanted) {
            isWanted = wanted.get(ordinal);
        }
        return isWanted && index.find(packed.blob()).getFirst().pack().equals(pack) && writer.take(packed.blob());
    }

    private static boolean belongsTo(List<PackedBlob> piece, PackedBlob packed) {
        PackedBlob last = piece.getLast();
        return packed.offset() - (last.offset() + last.length()) <= GAP
                && packed.offset() + packed.length() - piece.getFirst().offset() <= PIECE;
    }

    private void copyPiece(Id pack, List<PackedBlob> piece) {
        long start = piece.getFirst().offset();
        long end = piece.getLast().offset() + piece.getLast().length();
        var handle = new Handle(
                FileKind.PACK, pack.toString(), piece.getFirst().blob().type() == BlobType.TREE);
        byte[] bytes;
        try {
            bytes = from.backend().load(handle, start, Math.toIntExact(end - start));
        } catch (MissingFileException | TruncatedFileException e) {
            piece.forEach(this::copyFromElsewhere);
            return;
        }
        for (PackedBlob packed : piece) {
            try {
                byte[] stored = BlobReader.unseal(packed, bytes, (int) (packed.offset() - start), from.key());
                if (packed.isCompressed()) {
                    writer.add(packed.blob(), toKey.seal(stored), packed.plainLength());
                } else {
                    writer.addTaken(packed.blob(), stored);
                }
            } catch (MalformedException e) {
                copyFromElsewhere(packed);
            }
        }
    }

    /** By the careful way: reads it again, and from other packs that have it. */
    private void copyFromElsewhere(PackedBlob packed) {
        writer.addTaken(packed.blob(), reader.load(packed.blob()));
    }
}
