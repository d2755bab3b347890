package dev.jangada.repository.read;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.backend.Backend;
import dev.jangada.repository.backend.FileKind;
import dev.jangada.repository.backend.Handle;
import dev.jangada.repository.backend.MissingFileException;
import dev.jangada.repository.backend.TruncatedFileException;
import dev.jangada.repository.crypto.SealingKey;
import dev.jangada.repository.crypto.UnauthenticException;
import dev.jangada.repository.damage.DamageMessage;
import dev.jangada.repository.format.Blob;
import dev.jangada.repository.format.BlobType;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.MalformedException;
import dev.jangada.repository.format.Node;
import dev.jangada.repository.format.PackedBlob;
import dev.jangada.repository.format.Tree;
import dev.jangada.repository.format.TreeReader;
import dev.jangada.repository.format.Zstandard;
import dev.jangada.repository.index.MasterIndex;
import dev.jangada.repository.index.PackedIn;
import dev.jangada.repository.index.StoredIndex;
import dev.jangada.repository.problem.RepositoryMessage;
import dev.jangada.repository.store.Reason;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads blobs: finds them in the index, fetches just their bytes, decrypts, decompresses, and compares the hash. What comes out of
 * it is what went in, or nothing does.
 */
public final class BlobReader {

    private final Backend backend;
    private final SealingKey key;
    private final MasterIndex index;
    private final Optional<StoredIndex> newer;

    /** A reader of a repository whose index is loaded, and stays as it is. */
    public BlobReader(Backend backend, SealingKey key, MasterIndex index) {
        this(backend, key, index, Optional.empty());
    }

    /** A reader that looks for newer index files before it says that something is missing. */
    public BlobReader(Backend backend, SealingKey key, StoredIndex index) {
        this(backend, key, index.known(), Optional.of(index));
    }

    private BlobReader(Backend backend, SealingKey key, MasterIndex index, Optional<StoredIndex> newer) {
        this.backend = backend;
        this.key = key;
        this.index = index;
        this.newer = newer;
    }

    /** How many blobs to fetch at a time. */
    int connections() {
        return backend.connections();
    }

    /** How many plain bytes a blob has; 0 if no index that was read names it. */
    int plainLength(Blob blob) {
        return index.plainLength(blob).orElse(0);
    }

    /**
     * A blob's plain bytes.
     *
     * @throws Problem if it is in no pack, or sound in none
     */
    public byte[] load(Blob blob) {
        if (newer.isEmpty()) {
            return load(blob, index.find(blob));
        }
        long moment = newer.get().moment();
        List<PackedIn> places = index.find(blob);
        try {
            return load(blob, places);
        } catch (Problem e) {
            // Others may have written it, or moved it to another pack, since the index was read.
            if (e.exitCode() != ExitCode.CORRUPT) {
                throw e;
            }
            newer.get().refresh(moment);
            List<PackedIn> now = index.find(blob);
            if (now.equals(places)) {
                throw e;
            }
            return load(blob, now);
        }
    }

    private byte[] load(Blob blob, List<PackedIn> places) {
        if (places.isEmpty()) {
            throw new Problem(
                    ExitCode.CORRUPT,
                    RepositoryMessage.BLOB_NOT_INDEXED,
                    backend.location(),
                    blob.id().brief());
        }
        Exception last = null;
        for (PackedIn place : places) {
            try {
                return load(place);
            } catch (MalformedException | MissingFileException | TruncatedFileException e) {
                last = e;
            }
        }
        throw new Problem(
                last,
                ExitCode.CORRUPT,
                RepositoryMessage.BLOB_DAMAGED,
                backend.location(),
                blob.id().brief(),
                places.getFirst().pack().brief(),
                last == null ? "" : Reason.of(last).asProblem());
    }

    private byte[] load(PackedIn place) throws MalformedException {
        PackedBlob packed = place.packed();
        var handle =
                new Handle(FileKind.PACK, place.pack().toString(), packed.blob().type() == BlobType.TREE);
        try {
            return open(packed, backend.load(handle, packed.offset(), packed.length()), 0, key);
        } catch (MalformedException e) {
            // A copy may be damaged, or what came over the wire: the pack itself is only if it is so twice.
            backend.distrust(handle);
            return open(packed, backend.load(handle, packed.offset(), packed.length()), 0, key);
        }
    }

    /**
     * The plain bytes of a blob that was fetched.
     *
     * @param bytes hold the sealed blob
     * @param at where it begins in them
     */
    public static byte[] open(PackedBlob packed, byte[] bytes, int at, SealingKey key) throws MalformedException {
        return plain(packed, decrypt(packed, bytes, at, key));
    }

    /**
     * The bytes of a blob that was fetched as they were sealed, compressed if it is; they are compared with the hash all the same.
     *
     * @param bytes hold the sealed blob
     * @param at where it begins in them
     */
    public static byte[] unseal(PackedBlob packed, byte[] bytes, int at, SealingKey key) throws MalformedException {
        byte[] stored = decrypt(packed, bytes, at, key);
        plain(packed, stored);
        return stored;
    }

    private static byte[] decrypt(PackedBlob packed, byte[] bytes, int at, SealingKey key) throws MalformedException {
        try {
            return key.open(bytes, at, packed.length());
        } catch (UnauthenticException e) {
            throw new MalformedException(e, e.damage());
        }
    }

    private static byte[] plain(PackedBlob packed, byte[] stored) throws MalformedException {
        byte[] plain = packed.isCompressed() ? Zstandard.decompress(stored, packed.plainLength()) : stored;
        if (!Id.of(plain).equals(packed.blob().id())) {
            throw new MalformedException(DamageMessage.OTHER_CONTENT);
        }
        return plain;
    }

    /** A directory. */
    public Tree tree(Id id) {
        return reading(id, Tree::parse);
    }

    /**
     * The entries of a directory, which are not kept: of a large one only its JSON is in memory.
     *
     * @param consumer is told each, in the order in which they are written
     */
    public void eachNode(Id id, Consumer<Node> consumer) {
        TreeReader reader = reading(id, TreeReader::new);
        for (Optional<Node> node = next(id, reader); node.isPresent(); node = next(id, reader)) {
            consumer.accept(node.get());
        }
    }

    private Optional<Node> next(Id id, TreeReader reader) {
        try {
            return reader.next();
        } catch (MalformedException e) {
            throw damaged(id, e);
        }
    }

    /** The entry of a directory that has a name, if there is one; the others are only passed over. */
    public Optional<Node> find(Id id, String name) {
        return reading(id, bytes -> new TreeReader(bytes).find(name));
    }

    private <T> T reading(Id tree, Parser<T> parser) {
        try {
            return parser.parse(load(Blob.tree(tree)));
        } catch (MalformedException e) {
            throw damaged(tree, e);
        }
    }

    private Problem damaged(Id tree, MalformedException why) {
        return new Problem(
                why,
                ExitCode.CORRUPT,
                RepositoryMessage.BLOB_DAMAGED,
                backend.location(),
                tree.brief(),
                "-",
                why.damage().asProblem());
    }

    @FunctionalInterface
    private interface Parser<T> {
        T parse(byte[] bytes) throws MalformedException;
    }
}
