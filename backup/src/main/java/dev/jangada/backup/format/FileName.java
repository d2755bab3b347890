package dev.jangada.backup.format;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Names of Kubernetes as names of files, on every system. Nearly all stay as they are; a byte that is no ASCII letter, digit,
 * {@code -}, {@code _} or {@code .}, and a dot at the beginning, is written as {@code %XX}, which no name in Kubernetes contains.
 * What would be too long for a file is cut, and told apart by {@code ~} and a part of its SHA-256.
 */
public final class FileName {

    /** Bytes that a name may have; source: NAME_MAX of Linux and macOS. */
    private static final int LONGEST = 255;

    private static final String SUFFIX = ".json";
    private static final int DIGEST_BYTES = 16;
    private static final int CUT = LONGEST - SUFFIX.length() - 1 - 2 * DIGEST_BYTES;

    private FileName() {}

    /** The file of an object. */
    public static String ofObject(String name) {
        return fitting(name, LONGEST - SUFFIX.length()) + SUFFIX;
    }

    /** The directory of a namespace, or of a kind. */
    public static String ofDirectory(String name) {
        return fitting(name, LONGEST);
    }

    private static String fitting(String name, int most) {
        String safe = safe(name);
        return safe.length() <= most ? safe : safe.substring(0, CUT) + "~" + digest(name);
    }

    private static String safe(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        var safe = new StringBuilder(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            int b = bytes[i] & 0xff;
            if (isPlain(b) && (b != '.' || i > 0)) {
                safe.append((char) b);
            } else {
                safe.append('%').append(HexFormat.of().withUpperCase().toHexDigits((byte) b));
            }
        }
        return safe.toString();
    }

    private static boolean isPlain(int b) {
        return b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b == '-' || b == '.' || b == '_';
    }

    private static String digest(String name) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(sum, DIGEST_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
