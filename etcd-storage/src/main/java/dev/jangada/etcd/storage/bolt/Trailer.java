package dev.jangada.etcd.storage.bolt;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** The SHA-256 that etcd puts behind a snapshot: the last 32 bytes, if the size leaves 32 when divided by 512. */
final class Trailer {

    static final int BYTES = 32;

    private static final int DIVISOR = 512;
    private static final int PIECE = 1 << 20;

    /**
     * Bytes that are added to the digest at a time. The Java runtime has fast code for many blocks at once, but takes it only
     * after thousands of calls; with large pieces half of each would go through slow code until then.
     */
    private static final int SLICE = 1 << 10;

    private Trailer() {}

    /** Whether a file of this size has one. Source: etcd's snapshot restore, hasChecksum. */
    static boolean isIn(long size) {
        return size % DIVISOR == BYTES;
    }

    /** What is wrong with it; null if it is that of the bytes before it. */
    static @Nullable Fault fault(BoltFile file) {
        MemorySegment bytes = file.bytes();
        long end = bytes.byteSize() - BYTES;
        byte[] expected = bytes.asSlice(end, BYTES).toArray(ValueLayout.JAVA_BYTE);
        return MessageDigest.isEqual(expected, sha256(bytes, end))
                ? null
                : Fault.of(file.name(), -1, end, BoltMessage.BAD_TRAILER);
    }

    private static byte[] sha256(MemorySegment bytes, long end) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            byte[] piece = new byte[PIECE];
            for (long at = 0; at < end; at += PIECE) {
                int length = (int) Math.min(PIECE, end - at);
                MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, at, piece, 0, length);
                for (int slice = 0; slice < length; slice += SLICE) {
                    digest.update(piece, slice, Math.min(SLICE, length - slice));
                }
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
