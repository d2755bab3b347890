package dev.jangada.repository.format;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Compression of blobs and documents with zstd. */
public final class Zstandard {

    private static final int LEVEL = 3;

    /** No document is longer when it is decompressed, in bytes. restic's index files hold some 10 MiB. */
    private static final int LONGEST_DOCUMENT = 512 << 20;

    /**
     * Contexts are costly to make and hold native memory, some megabytes each. There are never more than threads that compressed at
     * the same moment, and they are used again until the process ends.
     */
    private static final Queue<ZstdCompressCtx> IDLE = new ConcurrentLinkedQueue<>();

    private Zstandard() {}

    /** The bytes compressed. */
    public static byte[] compress(byte[] plain) {
        ZstdCompressCtx context = take();
        try {
            return context.compress(plain);
        } finally {
            IDLE.add(context);
        }
    }

    /** The bytes compressed, if that makes them shorter. */
    public static Optional<byte[]> compressIfShorter(byte[] plain) {
        byte[] compressed = compress(plain);
        return compressed.length < plain.length ? Optional.of(compressed) : Optional.empty();
    }

    private static ZstdCompressCtx take() {
        ZstdCompressCtx idle = IDLE.poll();
        if (idle != null) {
            return idle;
        }
        var context = new ZstdCompressCtx();
        context.setLevel(LEVEL);
        context.setChecksum(false);
        return context;
    }

    /**
     * A blob decompressed.
     *
     * @param plainLength how long it must come out, so that a forged frame cannot ask for more memory
     */
    public static byte[] decompress(byte[] compressed, int plainLength) throws MalformedException {
        byte[] plain = new byte[plainLength];
        try {
            long length = Zstd.decompressByteArray(plain, 0, plainLength, compressed, 0, compressed.length);
            if (length != plainLength) {
                throw new MalformedException("it is " + length + " bytes long, not " + plainLength);
            }
            return plain;
        } catch (ZstdException e) {
            throw new MalformedException("it cannot be decompressed: " + e.getMessage(), e);
        }
    }

    /** A document decompressed, whose length is not known. */
    static byte[] decompressDocument(byte[] compressed, int offset) throws MalformedException {
        var in = new ByteArrayInputStream(compressed, offset, compressed.length - offset);
        try (var zstd = new ZstdInputStreamNoFinalizer(in)) {
            byte[] plain = zstd.readNBytes(LONGEST_DOCUMENT + 1);
            if (plain.length > LONGEST_DOCUMENT) {
                throw new MalformedException("it is longer than any document may be");
            }
            return plain;
        } catch (IOException e) {
            throw new MalformedException("it cannot be decompressed: " + e.getMessage(), e);
        }
    }
}
