package dev.jangada.repository.format;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.jangada.repository.damage.DamageMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Compression of blobs and documents with zstd. */
public final class Zstandard {

    private static final int LEVEL = 3;

    /** No document is longer when it is decompressed, in bytes. restic's index files hold some 10 MiB. */
    private static final int LONGEST_DOCUMENT = 512 << 20;

    /**
     * Contexts are costly to make and hold native memory, some megabytes each. There are never more than threads that worked at the
     * same moment, and they are used again until the process ends.
     */
    private static final Queue<ZstdCompressCtx> COMPRESSING = new ConcurrentLinkedQueue<>();

    private static final Queue<ZstdDecompressCtx> DECOMPRESSING = new ConcurrentLinkedQueue<>();

    /** The trees of large directories are the only blobs that are longer than a chunk, and they become much shorter. */
    private static final int LARGE = 8 << 20;

    private Zstandard() {}

    /** The bytes compressed. */
    public static byte[] compress(byte[] plain) {
        ZstdCompressCtx context = COMPRESSING.poll();
        if (context == null) {
            context = new ZstdCompressCtx();
            context.setLevel(LEVEL);
            context.setChecksum(false);
        }
        try {
            return compress(plain, context);
        } finally {
            COMPRESSING.add(context);
        }
    }

    private static byte[] compress(byte[] plain, ZstdCompressCtx context) {
        if (plain.length > LARGE) {
            byte[] half = new byte[plain.length / 2];
            try {
                return Arrays.copyOf(half, context.compress(half, plain));
            } catch (ZstdException e) {
                if (e.getErrorCode() != Zstd.errDstSizeTooSmall()) {
                    throw e;
                }
            }
        }
        return context.compress(plain);
    }

    /** The bytes compressed, if that makes them shorter. */
    public static Optional<byte[]> compressIfShorter(byte[] plain) {
        byte[] compressed = compress(plain);
        return compressed.length < plain.length ? Optional.of(compressed) : Optional.empty();
    }

    /**
     * A blob decompressed.
     *
     * @param plainLength how long it must come out, so that a forged frame cannot ask for more memory
     */
    public static byte[] decompress(byte[] compressed, int plainLength) throws MalformedException {
        byte[] plain = new byte[plainLength];
        ZstdDecompressCtx context = DECOMPRESSING.poll();
        if (context == null) {
            context = new ZstdDecompressCtx();
        }
        try {
            int length = context.decompress(plain, compressed);
            if (length != plainLength) {
                throw new MalformedException(DamageMessage.WRONG_LENGTH, length, plainLength);
            }
            return plain;
        } catch (ZstdException e) {
            throw new MalformedException(e, DamageMessage.NOT_DECOMPRESSED);
        } finally {
            DECOMPRESSING.add(context);
        }
    }

    /** A document decompressed, whose length is not known. */
    static byte[] decompressDocument(byte[] compressed, int offset) throws MalformedException {
        var in = new ByteArrayInputStream(compressed, offset, compressed.length - offset);
        try (var zstd = new ZstdInputStreamNoFinalizer(in)) {
            byte[] plain = zstd.readNBytes(LONGEST_DOCUMENT + 1);
            if (plain.length > LONGEST_DOCUMENT) {
                throw new MalformedException(DamageMessage.TOO_LONG);
            }
            return plain;
        } catch (IOException e) {
            throw new MalformedException(e, DamageMessage.NOT_DECOMPRESSED);
        }
    }
}
