package dev.jangada.kube.storage.encryption;

import java.security.GeneralSecurityException;
import java.util.List;
import javax.crypto.SecretKey;

/** One entry under {@code providers} of an EncryptionConfiguration. */
sealed interface Provider {

    /** What stands before the name of the key in a stored value. */
    String prefix();

    /** A key with its name. {@link #toString} does not show it. */
    record NamedKey(String name, SecretKey key) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** A provider whose keys are in the configuration. */
    sealed interface Local extends Provider {

        List<NamedKey> keys();

        /**
         * Makes of a value what it was.
         *
         * @param payload what follows the prefix and the key's name
         * @param etcdKey the whole key that the value is stored at
         * @throws GeneralSecurityException if it was not made with this key
         */
        byte[] decrypt(SecretKey key, byte[] payload, byte[] etcdKey) throws GeneralSecurityException;
    }

    /** AES in CBC with PKCS #7; it does not notice when it has been tampered with. */
    record AesCbc(List<NamedKey> keys) implements Local {
        @Override
        public String prefix() {
            return "k8s:enc:aescbc:v1:";
        }

        @Override
        public byte[] decrypt(SecretKey key, byte[] payload, byte[] etcdKey) throws GeneralSecurityException {
            return Ciphers.aesCbc(key, payload);
        }
    }

    /** AES in GCM; the etcd key is authenticated with it, so a value cannot be moved. */
    record AesGcm(List<NamedKey> keys) implements Local {
        @Override
        public String prefix() {
            return "k8s:enc:aesgcm:v1:";
        }

        @Override
        public byte[] decrypt(SecretKey key, byte[] payload, byte[] etcdKey) throws GeneralSecurityException {
            return Ciphers.aesGcm(key, payload, etcdKey);
        }
    }

    /** NaCl's secretbox: XSalsa20 and Poly1305. */
    record SecretBox(List<NamedKey> keys) implements Local {
        @Override
        public String prefix() {
            return "k8s:enc:secretbox:v1:";
        }

        @Override
        public byte[] decrypt(SecretKey key, byte[] payload, byte[] etcdKey) throws GeneralSecurityException {
            return Ciphers.secretBox(key, payload);
        }
    }

    /** A plugin holds the key: nothing can be decrypted without it. */
    record Kms(String version, String name) implements Provider {
        @Override
        public String prefix() {
            return "k8s:enc:kms:" + version + ":";
        }
    }

    /** Values are stored as they are. */
    record Identity() implements Provider {
        @Override
        public String prefix() {
            return "";
        }
    }
}
