package dev.jangada.lab.fault;

import dev.jangada.lab.Api;
import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.LabException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Stands before the API server of a lab's cluster, passes HTTP/1.1 requests on to it, does to them what a test says,
 * and remembers them. Users are at the server who they are at the proxy, by certificate or by token. Connections cannot
 * be upgraded: no exec, no port-forward.
 */
public final class FaultProxy implements AutoCloseable {

    private static final int BACKLOG = 1_000;

    private final ControlPlane cluster;
    private final Upstream upstream;
    private final SSLContext tls;
    private final ServerSocket listener;
    private final Journal journal = new Journal();
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicReference<@Nullable RuntimeException> broken = new AtomicReference<>();
    private volatile Faults faults = Faults.always(Fault.NONE);

    private FaultProxy(ControlPlane cluster) throws IOException {
        this.cluster = cluster;
        this.upstream = new Upstream(cluster.apiServer().url(), cluster.authority());
        this.tls = cluster.authority().context(cluster.authority().server("fault-proxy", "127.0.0.1", "localhost"));
        this.listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    }

    /** Starts a proxy on a port of its own; nothing is wrong until {@link #inject}. */
    public static FaultProxy before(ControlPlane cluster) {
        try {
            var proxy = new FaultProxy(cluster);
            proxy.threads.execute(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code https://127.0.0.1:PORT}. */
    public String url() {
        return "https://127.0.0.1:" + listener.getLocalPort();
    }

    /** A new kubeconfig of an administrator who comes through the proxy. */
    public Path kubeconfig() {
        return kubeconfig("lab-admin", "system:masters");
    }

    /** A new kubeconfig of a user who comes through the proxy, and may do what RBAC grants to these names. */
    public Path kubeconfig(String user, String... groups) {
        return cluster.kubeconfig(url(), user, cluster.authority().client(user, groups), cluster.authority());
    }

    /** The API through the proxy, with the administrator's certificate; to be closed. */
    public Api api() {
        return cluster.api(url());
    }

    /** Says what is to be done to requests that come from now on, instead of what was said before. */
    public void inject(Faults next) {
        faults = next;
    }

    /** Lets all requests through from now on. */
    public void heal() {
        inject(Faults.always(Fault.NONE));
    }

    /** How many requests with this method have come, whatever became of them. */
    public int requests(String method) {
        return journal.count(method);
    }

    /** How many requests with this method have come for this path, whatever became of them and whatever their query. */
    public int requests(String method, String path) {
        return journal.count(method, path);
    }

    /** The requests for which {@link Request#isWrite} holds, in the order in which they have come. */
    public List<Exchange> writes() {
        return journal.writes();
    }

    /** Forgets what has come so far; counts begin at 1 again. */
    public void forget() {
        journal.forget();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                clients.add(client);
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    broken.compareAndSet(null, new UncheckedIOException(e));
                    return;
                }
            }
        }
    }

    private void serve(Socket raw) {
        try (raw) {
            raw.setTcpNoDelay(true);
            var secured = (SSLSocket) tls.getSocketFactory().createSocket(raw, null, raw.getPort(), true);
            secured.setUseClientMode(false);
            secured.setWantClientAuth(true);
            secured.startHandshake();
            List<String> user = Upstream.userHeaders(secured.getSession());
            new Connection(new Wire(raw, secured), user, upstream, journal, request -> faults.on(request), threads)
                    .serve();
        } catch (IOException _) {
            // A side has broken the connection, or there is no server: the client sees the same.
        } catch (InterruptedException _) {
            // The proxy is being closed.
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            broken.compareAndSet(null, e);
        } finally {
            clients.remove(raw);
        }
    }

    /**
     * Breaks all connections and ends.
     *
     * @throws LabException if the test's own {@link Faults}, or the proxy, failed
     */
    @Override
    public void close() {
        try {
            listener.close();
            for (Socket client : clients) {
                client.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
        threads.close();
        RuntimeException failed = broken.get();
        if (failed != null) {
            throw new LabException("the proxy or the faults that it was given failed", failed);
        }
    }
}
