package dev.jangada.cli;

import dev.jangada.lab.pki.Authority;
import dev.jangada.lab.pki.Identity;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * TLS with client certificates before the etcd of a control plane, which speaks none: to a client it is an etcd as on a real
 * host.
 */
final class TlsFront implements AutoCloseable {

    private final URI server;
    private final SSLServerSocket listener;
    private final Path folder;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private TlsFront(URI server, SSLServerSocket listener, Path folder) {
        this.server = server;
        this.listener = listener;
        this.folder = folder;
    }

    /**
     * Starts it.
     *
     * @param url {@code http://HOST:PORT} of the etcd
     * @param folder where it writes the certificates that a client needs
     */
    static TlsFront before(String url, Path folder) throws IOException {
        Authority authority = Authority.create("etcd-front");
        write(folder, "ca", authority.self());
        write(folder, "client", authority.client("reader"));
        var listener = (SSLServerSocket) authority
                .context(authority.peer("etcd", "127.0.0.1"))
                .getServerSocketFactory()
                .createServerSocket(0, 100, InetAddress.getLoopbackAddress());
        SSLParameters parameters = listener.getSSLParameters();
        parameters.setNeedClientAuth(true);
        parameters.setApplicationProtocols(new String[] {"h2"});
        listener.setSSLParameters(parameters);
        var front = new TlsFront(URI.create(url), listener, folder);
        front.threads.execute(front::accept);
        return front;
    }

    private static void write(Path folder, String name, Identity identity) throws IOException {
        Files.writeString(folder.resolve(name + ".crt"), identity.certificatePem());
        Files.writeString(folder.resolve(name + ".key"), identity.keyPem());
    }

    String endpoint() {
        return "https://127.0.0.1:" + listener.getLocalPort();
    }

    Path authority() {
        return folder.resolve("ca.crt");
    }

    Path certificate() {
        return folder.resolve("client.crt");
    }

    Path key() {
        return folder.resolve("client.key");
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var client = (SSLSocket) listener.accept();
                var etcd = new Socket(server.getHost(), server.getPort());
                threads.execute(() -> pass(client, etcd));
                threads.execute(() -> pass(etcd, client));
            } catch (IOException closed) {
                // The test is over, or a client has gone before it was spoken to.
            }
        }
    }

    private static void pass(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException over) {
            // One side has gone, or was refused; the other is closed.
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
