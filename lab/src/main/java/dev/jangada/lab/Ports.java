package dev.jangada.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Free ports on loopback, below the range that the kernel gives to outgoing connections. */
public final class Ports {

    private static final int FIRST = 20_000;
    private static final int LAST = 29_999;

    private Ports() {}

    /** So many different ports that are free now. */
    static List<Integer> free(int count) {
        var found = new LinkedHashSet<Integer>();
        while (found.size() < count) {
            found.add(free());
        }
        return List.copyOf(found);
    }

    /** A port that is free now; a part that loses it before it listens is started again with another. */
    public static int free() {
        for (int attempt = 0; attempt < 1_000; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
            try (var socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return port;
            } catch (IOException _) {
                // Taken: try another.
            }
        }
        throw new LabException("no port between " + FIRST + " and " + LAST + " is free on loopback");
    }
}
