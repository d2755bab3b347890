package dev.jangada.repository.format;

import dev.jangada.repository.crypto.SealingKey;
import dev.jangada.repository.crypto.UnauthenticException;
import dev.jangada.repository.damage.DamageMessage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The end of a pack: what blobs are in it, encrypted, and the length of that, four bytes little-endian. For each blob, in the order
 * in which they lie in the pack: a type (0 data, 1 tree, 2 compressed data, 3 compressed tree), the encrypted length, for compressed
 * ones the plain length, both four bytes little-endian, and the id.
 */
public final class PackHeader {

    static final int PLAIN_ENTRY = 1 + 4 + Id.BYTES;
    static final int COMPRESSED_ENTRY = 1 + 4 + 4 + Id.BYTES;

    /** The bytes after the header that hold its length. */
    public static final int LENGTH = 4;

    /** No header is longer, in bytes; so a pack takes no more than some 400 000 blobs. */
    public static final int MAX = 16 << 20;

    private PackHeader() {}

    /** The header's bytes for blobs in the order in which they lie, sealed, with the length behind. */
    public static byte[] seal(List<PackedBlob> blobs, SealingKey key) {
        int length = blobs.stream().mapToInt(PackedBlob::headerLength).sum();
        ByteBuffer plain = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        for (PackedBlob packed : blobs) {
            int type = packed.blob().type().headerType() + (packed.isCompressed() ? 2 : 0);
            plain.put((byte) type).putInt(packed.length());
            if (packed.isCompressed()) {
                plain.putInt(packed.plainLength());
            }
            packed.blob().id().toBytes(plain.array(), plain.position());
            plain.position(plain.position() + Id.BYTES);
        }
        byte[] sealed = key.seal(plain.array());
        return ByteBuffer.allocate(sealed.length + LENGTH)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(sealed)
                .putInt(sealed.length)
                .array();
    }

    /** How long a pack with these blobs is, in bytes, the header included. */
    public static long packLength(Iterable<PackedBlob> blobs) {
        long length = LENGTH + SealingKey.OVERHEAD;
        for (PackedBlob packed : blobs) {
            length += packed.length() + packed.headerLength();
        }
        return length;
    }

    /**
     * How long the sealed header is.
     *
     * @param end the last bytes of a pack, at least {@link #LENGTH}
     * @param packLength the length of the whole pack
     * @throws MalformedException if such a header cannot be in such a pack
     */
    public static int sealedLength(byte[] end, long packLength) throws MalformedException {
        int length = ByteBuffer.wrap(end).order(ByteOrder.LITTLE_ENDIAN).getInt(end.length - LENGTH);
        if (length <= SealingKey.OVERHEAD || length > MAX || length > packLength - LENGTH) {
            throw new MalformedException(DamageMessage.HEADER_LENGTH, length);
        }
        return length;
    }

    /**
     * Opens a header.
     *
     * @param sealed without the length behind it
     * @param packLength the length of the whole pack, which the blobs must fill
     */
    public static List<PackedBlob> open(byte[] sealed, long packLength, SealingKey key) throws MalformedException {
        ByteBuffer plain;
        try {
            plain = ByteBuffer.wrap(key.open(sealed)).order(ByteOrder.LITTLE_ENDIAN);
        } catch (UnauthenticException e) {
            throw new MalformedException(e, DamageMessage.HEADER_UNAUTHENTIC);
        }
        var blobs = new ArrayList<PackedBlob>();
        long offset = 0;
        while (plain.hasRemaining()) {
            int type = plain.get();
            int rest = (type & 2) == 0 ? PLAIN_ENTRY - 1 : COMPRESSED_ENTRY - 1;
            if (type < 0 || type > 3 || plain.remaining() < rest) {
                throw new MalformedException(DamageMessage.HEADER_ENTRY);
            }
            int length = plain.getInt();
            int plainLength = (type & 2) == 0 ? 0 : plain.getInt();
            if (length < SealingKey.OVERHEAD || plainLength < 0) {
                throw new MalformedException(DamageMessage.HEADER_BLOB_LENGTH);
            }
            Id id = Id.fromBytes(plain.array(), plain.position());
            plain.position(plain.position() + Id.BYTES);
            BlobType kind = (type & 1) == 0 ? BlobType.DATA : BlobType.TREE;
            blobs.add(new PackedBlob(new Blob(kind, id), offset, length, plainLength));
            offset += length;
        }
        if (offset + sealed.length + LENGTH != packLength) {
            throw new MalformedException(DamageMessage.NOT_FILLED);
        }
        return blobs;
    }
}
