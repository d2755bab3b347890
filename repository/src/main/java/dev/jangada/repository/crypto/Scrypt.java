package dev.jangada.repository.crypto;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.generators.SCrypt;

/** From a passphrase to a key. */
final class Scrypt {

    static final int SALT = 64;
    private static final int KEY = 64;

    private Scrypt() {}

    /**
     * The key that a passphrase stands for.
     *
     * @param passphrase left as it is; the caller wipes it
     */
    static SealingKey derive(char[] passphrase, byte[] salt, ScryptCost cost) {
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(passphrase));
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        byte[] derived = SCrypt.generate(bytes, salt, cost.n(), cost.r(), cost.p(), KEY);
        Arrays.fill(bytes, (byte) 0);
        Arrays.fill(encoded.array(), (byte) 0);
        SealingKey key = SealingKey.of(derived);
        Arrays.fill(derived, (byte) 0);
        return key;
    }
}
