package dev.jangada.kube.cluster.client;

import java.time.Duration;

/** How far away a server is, by the quickest small request so far; decides whether compressing pays. */
public final class Distance {

    /** A round trip longer than this is no local network; there, bytes are dearer than the server's time. */
    private static final Duration FAR = Duration.ofMillis(20);

    private final boolean near;
    private volatile Duration roundTrip;

    private Distance(boolean near, Duration roundTrip) {
        this.near = near;
        this.roundTrip = roundTrip;
    }

    /** Of a server that is to be measured, unless it is on this machine. */
    public static Distance to(String server) {
        return new Distance(Loopback.is(server), Duration.ofDays(1));
    }

    /** Of a server that is known. */
    public static Distance of(Duration roundTrip) {
        return new Distance(false, roundTrip);
    }

    /** A small request took so long. */
    public void took(Duration time) {
        roundTrip = time.compareTo(roundTrip) < 0 ? time : roundTrip;
    }

    public boolean isFar() {
        return !near && roundTrip.compareTo(FAR) > 0;
    }
}
