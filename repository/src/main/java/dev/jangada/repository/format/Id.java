package dev.jangada.repository.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A SHA-256: the id of a blob is that of its plain bytes, the id of a file that of its encrypted ones.
 *
 * @param a the first 8 bytes, big-endian
 * @param b the next 8
 * @param c the next 8
 * @param d the last 8
 */
public record Id(long a, long b, long c, long d) implements Comparable<Id> {

    /** How many bytes an id has. */
    public static final int BYTES = 32;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** The id of bytes. */
    public static Id of(byte[] content) {
        return of(content, content.length);
    }

    /** The id of the first bytes of an array. */
    public static Id of(byte[] content, int length) {
        MessageDigest digest = sha256();
        digest.update(content, 0, length);
        return fromBytes(digest.digest(), 0);
    }

    /** A digest whose result {@link #fromBytes} takes. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The id whose 32 bytes lie in an array. */
    public static Id fromBytes(byte[] bytes, int offset) {
        return new Id(
                (long) LONG.get(bytes, offset),
                (long) LONG.get(bytes, offset + 8),
                (long) LONG.get(bytes, offset + 16),
                (long) LONG.get(bytes, offset + 24));
    }

    /**
     * The id that 64 lower case hexadecimal digits are.
     *
     * @throws IllegalArgumentException if they are none
     */
    public static Id parse(String hex) {
        if (hex.length() != 2 * BYTES) {
            throw new IllegalArgumentException("an id has 64 digits: " + hex);
        }
        return fromBytes(HexFormat.of().parseHex(hex), 0);
    }

    /** Writes the 32 bytes into an array. */
    public void toBytes(byte[] bytes, int offset) {
        LONG.set(bytes, offset, a);
        LONG.set(bytes, offset + 8, b);
        LONG.set(bytes, offset + 16, c);
        LONG.set(bytes, offset + 24, d);
    }

    /** The first eight digits, for people. */
    public String brief() {
        return HexFormat.of().toHexDigits(a).substring(0, 8);
    }

    /** The 64 digits. */
    @Override
    public String toString() {
        byte[] digits = new byte[2 * BYTES];
        toHex(digits, 0);
        return new String(digits, StandardCharsets.ISO_8859_1);
    }

    /** Writes the 64 digits into an array. */
    void toHex(byte[] target, int offset) {
        toHex(a, target, offset);
        toHex(b, target, offset + 16);
        toHex(c, target, offset + 32);
        toHex(d, target, offset + 48);
    }

    private static void toHex(long bits, byte[] target, int offset) {
        for (int i = 0; i < 16; i++) {
            int digit = (int) (bits >>> (60 - 4 * i)) & 0xf;
            target[offset + i] = (byte) (digit < 10 ? '0' + digit : 'a' + digit - 10);
        }
    }

    /** A hash needs no hashing. */
    @Override
    public int hashCode() {
        return (int) (b >>> 16);
    }

    @Override
    public int compareTo(Id other) {
        int order = Long.compareUnsigned(a, other.a);
        order = order != 0 ? order : Long.compareUnsigned(b, other.b);
        order = order != 0 ? order : Long.compareUnsigned(c, other.c);
        return order != 0 ? order : Long.compareUnsigned(d, other.d);
    }
}
