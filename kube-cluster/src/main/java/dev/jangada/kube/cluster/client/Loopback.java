package dev.jangada.kube.cluster.client;

import java.net.URI;

/** Whether an address is on this machine, judged by how it is written: no name is looked up. */
final class Loopback {

    private Loopback() {}

    static boolean is(String url) {
        String host = URI.create(url).getHost();
        return host != null && (host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]"));
    }
}
