package dev.jangada.etcd.client.grpc;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Sockets for HTTP/2, with TLS where the server's address says so. */
final class Sockets {

    private Sockets() {}

    /**
     * Connects, and shakes hands.
     *
     * @param patience how long each of the two may take
     * @throws IOException as the JDK names what is wrong
     */
    static Socket connect(URI server, Optional<SSLContext> tls, Duration patience) throws IOException {
        // A literal IPv6 address is in brackets.
        String host = server.getHost().replaceAll("^\\[|]$", "");
        var address = new InetSocketAddress(host, server.getPort());
        if (address.isUnresolved()) {
            throw new UnknownHostException(host);
        }
        var socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            socket.connect(address, (int) patience.toMillis());
            socket.setSoTimeout((int) patience.toMillis());
            return server.getScheme().equals("https")
                    ? secured(socket, host, server.getPort(), tls.orElseThrow())
                    : socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private static SSLSocket secured(Socket plain, String host, int port, SSLContext tls) throws IOException {
        var socket = (SSLSocket) tls.getSocketFactory().createSocket(plain, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setApplicationProtocols(new String[] {"h2"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }
}
