package dev.jangada.repository.crypto;

import dev.jangada.repository.damage.DamageMessage;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Encrypts and authenticates: AES-256 in counter mode, and Poly1305-AES over the ciphertext. A sealed text is the IV (16 bytes),
 * the ciphertext, and the MAC (16 bytes); the IV is also the nonce of the MAC. Can be used from several threads at once.
 */
public final class SealingKey {

    /** By how many bytes a sealed text is longer than the plain one. */
    public static final int OVERHEAD = 32;

    private static final int IV = Sealer.IV;
    private static final int MAC = Sealer.MAC;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] encryption;
    private final byte[] macK;
    private final byte[] macR;
    /** Never more than threads that worked at the same moment. */
    private final Queue<Sealer> idle = new ConcurrentLinkedQueue<>();

    /**
     * A key from its parts.
     *
     * @param encryption 32 bytes for AES-256
     * @param macK 16 bytes for the AES of Poly1305-AES
     * @param macR 16 bytes for Poly1305, masked or not
     */
    public SealingKey(byte[] encryption, byte[] macK, byte[] macR) {
        if (encryption.length != 32 || macK.length != 16 || macR.length != 16) {
            throw new IllegalArgumentException("a key has 32, 16 and 16 bytes");
        }
        this.encryption = encryption.clone();
        this.macK = macK.clone();
        this.macR = macR.clone();
    }

    /** A new random key. */
    public static SealingKey random() {
        return new SealingKey(randomBytes(32), randomBytes(16), randomBytes(16));
    }

    /** The key that 64 bytes are: 32 for encryption, 16 for k, 16 for r. */
    static SealingKey of(byte[] bytes) {
        return new SealingKey(
                Arrays.copyOfRange(bytes, 0, 32), Arrays.copyOfRange(bytes, 32, 48), Arrays.copyOfRange(bytes, 48, 64));
    }

    /** Bytes that nobody can guess. */
    static byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    byte[] encryption() {
        return encryption.clone();
    }

    byte[] macK() {
        return macK.clone();
    }

    byte[] macR() {
        return macR.clone();
    }

    /** Seals a plain text. */
    public byte[] seal(byte[] plain) {
        int length = plain.length;
        byte[] sealed = new byte[length + OVERHEAD];
        byte[] iv = randomBytes(IV);
        System.arraycopy(iv, 0, sealed, 0, IV);
        Sealer sealer = sealer();
        sealer.counterMode(iv, plain, 0, length, sealed, IV);
        byte[] mac = sealer.mac(iv, sealed, IV, length);
        idle.add(sealer);
        System.arraycopy(mac, 0, sealed, IV + length, MAC);
        return sealed;
    }

    private Sealer sealer() {
        Sealer free = idle.poll();
        return free != null ? free : new Sealer(encryption, macK, macR);
    }

    /**
     * Opens a sealed text.
     *
     * @throws UnauthenticException if it was not sealed with this key, or was changed
     */
    public byte[] open(byte[] sealed) throws UnauthenticException {
        return open(sealed, 0, sealed.length);
    }

    /** Opens a sealed text that lies somewhere in an array. */
    public byte[] open(byte[] bytes, int offset, int length) throws UnauthenticException {
        int plainLength = length - OVERHEAD;
        if (plainLength < 0) {
            throw new UnauthenticException(DamageMessage.TOO_SHORT);
        }
        byte[] iv = Arrays.copyOfRange(bytes, offset, offset + IV);
        byte[] found = Arrays.copyOfRange(bytes, offset + length - MAC, offset + length);
        Sealer sealer = sealer();
        try {
            if (!MessageDigest.isEqual(sealer.mac(iv, bytes, offset + IV, plainLength), found)) {
                throw new UnauthenticException(DamageMessage.UNAUTHENTIC);
            }
            byte[] plain = new byte[plainLength];
            sealer.counterMode(iv, bytes, offset + IV, plainLength, plain, 0);
            return plain;
        } finally {
            idle.add(sealer);
        }
    }
}
