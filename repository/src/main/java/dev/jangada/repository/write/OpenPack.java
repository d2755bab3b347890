package dev.jangada.repository.write;

import dev.jangada.repository.backend.Payload;
import dev.jangada.repository.crypto.SealingKey;
import dev.jangada.repository.format.Blob;
import dev.jangada.repository.format.BlobType;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.PackHeader;
import dev.jangada.repository.format.PackedBlob;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/** A pack that is being filled. Small blobs are joined to slabs, as a pack can have hundreds of thousands; the header is made at the end. */
final class OpenPack {

    private static final int SLAB = 64 << 10;
    private static final int ENTRY = 41;
    private static final int MOST_BLOBS = (PackHeader.MAX - SealingKey.OVERHEAD) / ENTRY;

    private final BlobType type;
    private final List<byte[]> segments = new ArrayList<>();
    private final ByteArrayOutputStream slab = new ByteArrayOutputStream(SLAB);
    private final List<PackedBlob> blobs = new ArrayList<>();
    private long length;

    OpenPack(BlobType type) {
        this.type = type;
    }

    BlobType type() {
        return type;
    }

    /**
     * Adds a blob.
     *
     * @param plainLength its length before it was compressed; 0 if it was not
     */
    void add(Blob blob, byte[] sealed, int plainLength) {
        blobs.add(new PackedBlob(blob, length, sealed.length, plainLength));
        if (slab.size() + sealed.length > SLAB) {
            endSlab();
        }
        if (sealed.length > SLAB) {
            segments.add(sealed);
        } else {
            slab.writeBytes(sealed);
        }
        length += sealed.length;
    }

    private void endSlab() {
        if (slab.size() > 0) {
            segments.add(slab.toByteArray());
            slab.reset();
        }
    }

    boolean isFull(int wanted) {
        return length >= wanted || blobs.size() >= MOST_BLOBS;
    }

    List<PackedBlob> blobs() {
        return blobs;
    }

    /** The whole pack; nothing can be added any more. */
    Payload close(SealingKey key) {
        endSlab();
        segments.add(PackHeader.seal(blobs, key));
        return Payload.of(segments);
    }

    /** The name of a pack. */
    static Id id(Payload payload) {
        MessageDigest digest = Id.sha256();
        payload.segments().forEach(digest::update);
        return Id.fromBytes(digest.digest(), 0);
    }
}
