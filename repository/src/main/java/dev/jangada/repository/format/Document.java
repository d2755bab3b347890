package dev.jangada.repository.format;

import dev.jangada.repository.crypto.SealingKey;
import dev.jangada.repository.crypto.UnauthenticException;
import dev.jangada.repository.damage.DamageMessage;

/**
 * How index files, snapshots and locks lie in their files: JSON, compressed behind a byte 2, sealed. Files that were written before
 * the repository could compress begin with the JSON's brace or bracket. The configuration is never compressed.
 */
public final class Document {

    private static final byte COMPRESSED = 2;

    private Document() {}

    /** The file's bytes for a JSON document. */
    public static byte[] seal(byte[] json, SealingKey key) {
        byte[] compressed = Zstandard.compress(json);
        byte[] plain = new byte[compressed.length + 1];
        plain[0] = COMPRESSED;
        System.arraycopy(compressed, 0, plain, 1, compressed.length);
        return key.seal(plain);
    }

    /** The JSON document in a file. */
    public static byte[] open(byte[] file, SealingKey key) throws MalformedException {
        byte[] plain;
        try {
            plain = key.open(file);
        } catch (UnauthenticException e) {
            throw new MalformedException(e, e.damage());
        }
        if (plain.length == 0) {
            throw new MalformedException(DamageMessage.EMPTY);
        }
        return switch (plain[0]) {
            case '{', '[' -> plain;
            case COMPRESSED -> Zstandard.decompressDocument(plain, 1);
            default -> throw new MalformedException(DamageMessage.UNKNOWN_ENCODING);
        };
    }
}
