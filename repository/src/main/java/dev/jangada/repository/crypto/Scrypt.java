package dev.jangada.repository.crypto;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.generators.SCrypt;

/** From a passphrase to a key. */
final class Scrypt {

    static final int SALT = 64;
    private static final int KEY = 64;
    private static final int MOST_BYTES_PER_CHAR = 3;

    private Scrypt() {}

    /**
     * The key that a passphrase stands for.
     *
     * @param passphrase left as it is; the caller wipes it
     */
    static SealingKey derive(char[] passphrase, byte[] salt, ScryptCost cost) {
        // Into an array of our own, so that it can be wiped.
        byte[] room = new byte[MOST_BYTES_PER_CHAR * passphrase.length];
        ByteBuffer encoded = ByteBuffer.wrap(room);
        StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE)
                .encode(CharBuffer.wrap(passphrase), encoded, true);
        byte[] bytes = Arrays.copyOf(room, encoded.position());
        byte[] derived = SCrypt.generate(bytes, salt, cost.n(), cost.r(), cost.p(), KEY);
        Arrays.fill(bytes, (byte) 0);
        Arrays.fill(room, (byte) 0);
        SealingKey key = SealingKey.of(derived);
        Arrays.fill(derived, (byte) 0);
        return key;
    }
}
