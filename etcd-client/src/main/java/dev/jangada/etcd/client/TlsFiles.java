package dev.jangada.etcd.client;

import dev.jangada.pem.Pem;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.FileFailure;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Makes of PEM files what TLS needs: whom to trust, and what to show. */
final class TlsFiles {

    private static final char[] NO_PASSWORD = new char[0];

    private TlsFiles() {}

    /**
     * Reads the files.
     *
     * @throws Problem if one cannot be read, holds something else, or the certificate is over; it names the file
     */
    static SSLContext context(EtcdAccess access, Instant now) {
        if (access.certificateFile().isPresent() != access.keyFile().isPresent()) {
            throw new Problem(ExitCode.USAGE, ClientMessage.CERTIFICATE_WITHOUT_KEY);
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(shown(access, now), trusted(access), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static javax.net.ssl.TrustManager[] trusted(EtcdAccess access) throws GeneralSecurityException {
        KeyStore store = null;
        Optional<Path> file = access.authorityFile();
        if (file.isPresent()) {
            store = emptyStore();
            for (X509Certificate certificate : certificates(file.get())) {
                store.setCertificateEntry("ca-" + store.size(), certificate);
            }
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        return trust.getTrustManagers();
    }

    private static KeyManager @Nullable [] shown(EtcdAccess access, Instant now) throws GeneralSecurityException {
        if (access.certificateFile().isEmpty() || access.keyFile().isEmpty()) {
            return null;
        }
        Path file = access.certificateFile().get();
        List<X509Certificate> chain = certificates(file);
        Instant end = chain.getFirst().getNotAfter().toInstant();
        if (end.isBefore(now)) {
            throw new Problem(ExitCode.FAILED, ClientMessage.CERTIFICATE_OVER, file, end.toString());
        }
        PrivateKey key = key(access.keyFile().get());
        if (!belongs(key, chain.getFirst().getPublicKey())) {
            throw new Problem(
                    ExitCode.FAILED, ClientMessage.NOT_ITS_KEY, access.keyFile().get(), file);
        }
        KeyStore store = emptyStore();
        store.setKeyEntry("client", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, NO_PASSWORD);
        return keys.getKeyManagers();
    }

    /** Whether one key can check what the other has signed; TLS would only say that the member hangs up. */
    private static boolean belongs(PrivateKey key, PublicKey shown) throws GeneralSecurityException {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> "EdDSA";
        };
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            byte[] signed = signature.sign();
            signature.initVerify(shown);
            return signature.verify(signed);
        } catch (InvalidKeyException | SignatureException e) {
            return false;
        }
    }

    /** In memory only. PKCS #12 would encrypt the key, and decrypt it at once, for a fifth of a second. */
    private static KeyStore emptyStore() throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance("JKS");
            store.load(null, null);
            return store;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<X509Certificate> certificates(Path file) {
        try {
            return Pem.certificates(bytes(file));
        } catch (GeneralSecurityException e) {
            throw new Problem(e, ExitCode.FAILED, ClientMessage.BAD_FILE, file, e.getMessage());
        }
    }

    private static PrivateKey key(Path file) {
        try {
            return Pem.key(bytes(file));
        } catch (GeneralSecurityException e) {
            throw new Problem(e, ExitCode.FAILED, ClientMessage.BAD_FILE, file, e.getMessage());
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new Problem(e, ExitCode.FAILED, ClientMessage.CANNOT_READ, file, FileFailure.reason(e));
        }
    }
}
