package dev.jangada.repository.crypto;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * The ciphers of one key, set up: to look them up and to expand their keys takes longer than to seal a small blob. Not for several
 * threads at a time.
 *
 * <p>What is of Bouncy Castle stays in here, so that none of its classes is loaded before something is sealed or opened.
 */
final class Sealer {

    static final int IV = 16;
    static final int MAC = 16;
    /** The JIT compiles a loop over small pieces much sooner than one pass over a large array. */
    private static final int PIECE = 16 << 10;

    private final SecretKeySpec encryption;
    private final Cipher counterMode;
    private final Cipher nonceCipher;
    private final byte[] macR;
    private final Poly1305 poly = new Poly1305();

    Sealer(byte[] encryption, byte[] macK, byte[] macR) {
        this.encryption = new SecretKeySpec(encryption, "AES");
        this.macR = macR;
        try {
            counterMode = Cipher.getInstance("AES/CTR/NoPadding");
            nonceCipher = Cipher.getInstance("AES/ECB/NoPadding");
            nonceCipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(macK, "AES"));
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("every Java takes keys of 16 bytes", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES", e);
        }
    }

    /** Encrypts, or decrypts what was encrypted with the same IV. */
    void counterMode(byte[] iv, byte[] from, int at, int length, byte[] to, int toAt) {
        try {
            counterMode.init(Cipher.ENCRYPT_MODE, encryption, new IvParameterSpec(iv));
            for (int done = 0; done < length; done += PIECE) {
                int count = Math.min(PIECE, length - done);
                counterMode.update(from, at + done, count, to, toAt + done);
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES in counter mode", e);
        }
    }

    /** The authentication code of a ciphertext. */
    byte[] mac(byte[] nonce, byte[] text, int at, int length) {
        try {
            byte[] key = Arrays.copyOf(macR, 2 * MAC);
            nonceCipher.doFinal(nonce, 0, MAC, key, MAC);
            poly.init(new KeyParameter(key));
            poly.update(text, at, length);
            byte[] mac = new byte[MAC];
            poly.doFinal(mac, 0);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a block can be encrypted", e);
        }
    }
}
