package dev.jangada.kube.storage.encryption;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import org.bouncycastle.crypto.engines.XSalsa20Engine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/** The ciphers of the API server's providers, each as it lays out its payload. */
final class Ciphers {

    private static final int CBC_IV = 16;
    private static final int GCM_NONCE = 12;
    private static final int TAG = 16;
    private static final int SECRETBOX_NONCE = 24;

    private Ciphers() {}

    /** Initialisation vector (16), ciphertext padded with PKCS #7. */
    static byte[] aesCbc(SecretKey key, byte[] payload) throws GeneralSecurityException {
        require(payload, CBC_IV + 16);
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(payload, 0, CBC_IV));
        return cipher.doFinal(payload, CBC_IV, payload.length - CBC_IV);
    }

    /** Nonce (12), ciphertext, tag (16). */
    static byte[] aesGcm(SecretKey key, byte[] payload, byte[] authenticated) throws GeneralSecurityException {
        require(payload, GCM_NONCE + TAG);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG * Byte.SIZE, payload, 0, GCM_NONCE));
        cipher.updateAAD(authenticated);
        return cipher.doFinal(payload, GCM_NONCE, payload.length - GCM_NONCE);
    }

    /** Nonce (24), tag (16), ciphertext; the tag's key is the first half block of the key stream. */
    static byte[] secretBox(SecretKey key, byte[] payload) throws GeneralSecurityException {
        require(payload, SECRETBOX_NONCE + TAG);
        int sealed = SECRETBOX_NONCE + TAG;
        var stream = new XSalsa20Engine();
        stream.init(
                false,
                new ParametersWithIV(new KeyParameter(key.getEncoded()), Arrays.copyOf(payload, SECRETBOX_NONCE)));
        var tagKey = new byte[32];
        stream.processBytes(tagKey, 0, tagKey.length, tagKey, 0);
        var mac = new Poly1305();
        mac.init(new KeyParameter(tagKey));
        mac.update(payload, sealed, payload.length - sealed);
        var tag = new byte[TAG];
        int _ = mac.doFinal(tag, 0);
        if (!MessageDigest.isEqual(tag, Arrays.copyOfRange(payload, SECRETBOX_NONCE, sealed))) {
            throw new AEADBadTagException();
        }
        var plain = new byte[payload.length - sealed];
        int _ = stream.processBytes(payload, sealed, plain.length, plain, 0);
        return plain;
    }

    private static void require(byte[] payload, int least) throws GeneralSecurityException {
        if (payload.length < least) {
            throw new AEADBadTagException();
        }
    }
}
