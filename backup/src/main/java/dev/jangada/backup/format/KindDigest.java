package dev.jangada.backup.format;

import dev.jangada.repository.format.Id;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The hash over the objects of a kind: SHA-256 of a line for each file, namespace by namespace in the order of their directories'
 * bytes, and file by file. A line is what {@code sha256sum} writes: the file's SHA-256, two blanks, its path from the kind's directory.
 * So {@code find * -type f | LC_ALL=C sort -t/ -k1,1 -k2 | xargs sha256sum | sha256sum} in that directory gives the same.
 */
public final class KindDigest {

    private final MessageDigest digest;

    /** Of a kind without objects, so far. */
    public KindDigest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The next file. */
    public void add(String directory, String file, Id sha256) {
        digest.update((sha256 + "  " + directory + "/" + file + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** The hash over all files that were added, in hexadecimal. To be called once. */
    public String finish() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
