package dev.jangada.bench;

import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.pki.Identity;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** One raw list of some kinds in a JVM of its own, as cold as the capture beside it: prints seconds and bytes. */
public final class RawOnce {

    private static final char[] PASSWORD = "bench".toCharArray();

    private RawOnce() {}

    /** Arguments: key store, server, media type, page size or 0, how many lists at a time, paths. */
    public static void main(String[] arguments) throws GeneralSecurityException, IOException {
        SSLContext context = context(Path.of(arguments[0]));
        var raw = new RawList(context, arguments[1], arguments[2], Integer.parseInt(arguments[3]));
        List<String> paths = List.of(arguments).subList(5, arguments.length);
        long began = System.nanoTime();
        long bytes = raw.run(paths, Integer.parseInt(arguments[4]));
        System.out.println((System.nanoTime() - began) / 1e9 + " " + bytes);
    }

    /** Writes an administrator's key, and the authority to trust, where {@link #main} can read them. */
    static Path keyStore(ControlPlane cluster, Path folder) {
        Identity admin = cluster.authority().client("bench", "system:masters");
        Certificate authority = cluster.authority().self().certificate();
        Path file = folder.resolve("bench.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("admin", admin.key(), PASSWORD, new Certificate[] {admin.certificate()});
            store.setCertificateEntry("authority", authority);
            store.store(out, PASSWORD);
            return file;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static SSLContext context(Path keyStore) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keyStore)) {
            store.load(in, PASSWORD);
        }
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }
}
