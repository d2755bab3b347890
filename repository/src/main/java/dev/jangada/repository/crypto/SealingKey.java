package dev.jangada.repository.crypto;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * Encrypts and authenticates: AES-256 in counter mode, and Poly1305-AES over the ciphertext. A sealed text is the IV (16 bytes),
 * the ciphertext, and the MAC (16 bytes); the IV is also the nonce of the MAC. Can be used from several threads at once.
 */
public final class SealingKey {

    /** By how many bytes a sealed text is longer than the plain one. */
    public static final int OVERHEAD = 32;

    private static final int IV = 16;
    private static final int MAC = 16;
    /** The JIT compiles a loop over small pieces much sooner than one pass over a large array. */
    private static final int PIECE = 16 << 10;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] encryption;
    private final byte[] macK;
    private final byte[] macR;
    private final SecretKeySpec encryptionSpec;
    private final SecretKeySpec macSpec;

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
        this.encryptionSpec = new SecretKeySpec(encryption, "AES");
        this.macSpec = new SecretKeySpec(macK, "AES");
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
        return seal(plain, plain.length);
    }

    /**
     * Seals the beginning of an array.
     *
     * @param length how many bytes of it
     */
    public byte[] seal(byte[] plain, int length) {
        byte[] sealed = new byte[length + OVERHEAD];
        byte[] iv = randomBytes(IV);
        System.arraycopy(iv, 0, sealed, 0, IV);
        counterMode(iv, plain, 0, length, sealed, IV);
        byte[] mac = mac(iv, sealed, IV, length);
        System.arraycopy(mac, 0, sealed, IV + length, MAC);
        return sealed;
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
            throw new UnauthenticException("too short to be encrypted");
        }
        byte[] iv = Arrays.copyOfRange(bytes, offset, offset + IV);
        byte[] mac = mac(iv, bytes, offset + IV, plainLength);
        byte[] found = Arrays.copyOfRange(bytes, offset + length - MAC, offset + length);
        if (!MessageDigest.isEqual(mac, found)) {
            throw new UnauthenticException("the authentication code does not fit");
        }
        byte[] plain = new byte[plainLength];
        counterMode(iv, bytes, offset + IV, plainLength, plain, 0);
        return plain;
    }

    private void counterMode(byte[] iv, byte[] from, int at, int length, byte[] to, int toAt) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, encryptionSpec, new IvParameterSpec(iv));
            for (int done = 0; done < length; done += PIECE) {
                int count = Math.min(PIECE, length - done);
                cipher.update(from, at + done, count, to, toAt + done);
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES in counter mode", e);
        }
    }

    private byte[] mac(byte[] nonce, byte[] text, int at, int length) {
        try {
            Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, macSpec);
            byte[] key = Arrays.copyOf(macR, 2 * MAC);
            System.arraycopy(cipher.doFinal(nonce), 0, key, MAC, MAC);
            var poly = new Poly1305();
            poly.init(new KeyParameter(key));
            poly.update(text, at, length);
            byte[] mac = new byte[MAC];
            poly.doFinal(mac, 0);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES", e);
        }
    }
}
