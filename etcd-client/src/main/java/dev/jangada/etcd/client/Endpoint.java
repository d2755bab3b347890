package dev.jangada.etcd.client;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where a member listens for clients.
 *
 * @param uri {@code http://HOST:PORT} or {@code https://HOST:PORT}
 */
public record Endpoint(URI uri) {

    /** The port that etcd listens at for clients if it is not told otherwise. */
    private static final int PORT = 2379;

    /**
     * Reads an address as etcdctl takes it.
     *
     * @param text {@code HOST}, {@code HOST:PORT}, or either after {@code http://} or {@code https://}; the port is 2379 if
     *     none is given
     * @param tls whether an address without a scheme means TLS
     * @throws Problem if it is none
     */
    public static Endpoint of(String text, boolean tls) {
        String stripped = text.strip();
        String url = stripped.contains("://") ? stripped : (tls ? "https://" : "http://") + stripped;
        try {
            URI read = new URI(url);
            boolean path = read.getPath() != null
                    && !read.getPath().isEmpty()
                    && !read.getPath().equals("/");
            if (read.getHost() == null
                    || path
                    || read.getRawQuery() != null
                    || read.getRawUserInfo() != null
                    || !(read.getScheme().equals("http") || read.getScheme().equals("https"))) {
                throw new Problem(ExitCode.USAGE, ClientMessage.NO_ENDPOINT, text);
            }
            int port = read.getPort() < 0 ? PORT : read.getPort();
            return new Endpoint(new URI(read.getScheme(), null, read.getHost(), port, null, null, null));
        } catch (URISyntaxException e) {
            throw new Problem(e, ExitCode.USAGE, ClientMessage.NO_ENDPOINT, text);
        }
    }

    /** Whether TLS is spoken there. */
    public boolean tls() {
        return uri.getScheme().equals("https");
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
