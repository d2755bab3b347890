package dev.jangada.repository.format;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** Compression of blobs and documents with zstd. */
public final class Zstandard {

    private static final int LEVEL = 3;

    /** No document is longer when it is decompressed, in bytes. restic's index files hold some 10 MiB. */
    private static final int LONGEST_DOCUMENT = 512 << 20;

    /** A context is costly to make, and is not for two threads at once; those that seal blobs are few and live long. */
    private static final ThreadLocal<ZstdCompressCtx> CONTEXT = ThreadLocal.withInitial(() -> {
        var context = new ZstdCompressCtx();
        context.setLevel(LEVEL);
        context.setChecksum(false);
        return context;
    });

    private Zstandard() {}

    /** The bytes compressed. Only for threads of a pool: each keeps a context of some megabytes. */
    public static byte[] compress(byte[] plain) {
        return CONTEXT.get().compress(plain);
    }

    /** The bytes compressed, if that makes them shorter. */
    public static Optional<byte[]> compressIfShorter(byte[] plain) {
        byte[] room = new byte[(int) Zstd.compressBound(plain.length)];
        int length = CONTEXT.get().compress(room, plain);
        return length < plain.length ? Optional.of(Arrays.copyOf(room, length)) : Optional.empty();
    }

    /** The bytes compressed, from any thread; for documents, of which there are few. */
    static byte[] compressOnce(byte[] plain) {
        return Zstd.compress(plain, LEVEL);
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
