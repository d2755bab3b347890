package dev.jangada.kube.cluster.client;

import java.io.IOException;

/** That a proxy wants to know who asks, and does not like what it was told. */
final class ProxyLoginException extends IOException {

    private static final long serialVersionUID = 1;

    ProxyLoginException() {
        super("HTTP 407");
    }
}
