package dev.jangada.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A member of an {@link EtcdCluster}: its addresses, its data, its life and death. */
public final class EtcdMember {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Every version writes this when it has found its place in the cluster, and its port is its own. */
    private static final String READY = "serving client traffic";

    private final Path folder;
    private final String name;
    private final Path data;
    private final String peerUrl;
    private final List<String> command;
    private final EtcdGateway gateway;
    private @Nullable Part part;
    private long logBefore;

    EtcdMember(Path folder, String name, Path data, String peerUrl, List<String> command, EtcdGateway gateway) {
        this.folder = folder;
        this.name = name;
        this.data = data;
        this.peerUrl = peerUrl;
        this.command = command;
        this.gateway = gateway;
    }

    /** The member's name: {@code m1}, {@code m2} … */
    public String name() {
        return name;
    }

    /** {@code http://127.0.0.1:PORT} or {@code https://127.0.0.1:PORT}, for clients. */
    public String endpoint() {
        return gateway.endpoint();
    }

    /** The same for the other members; of it, the token and nothing else the member's id is made. */
    public String peerUrl() {
        return peerUrl;
    }

    /** The data directory; before the first start it is not there, and whatever makes one may put it there. */
    public Path dataDirectory() {
        return data;
    }

    /** The database file in the data directory. */
    public Path database() {
        return data.resolve("member/snap/db");
    }

    /** What the member has logged, in all its lives. */
    public Path log() {
        return folder.resolve(name + ".log");
    }

    /** What the member can be asked. */
    public EtcdGateway gateway() {
        return gateway;
    }

    /** Starts the member, or starts it again on the same data at the same address; does not wait until it is ready. */
    public void launch() {
        try {
            logBefore = Files.exists(log()) ? Files.size(log()) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        part = Part.run(folder, name, command, false);
    }

    /**
     * Waits until a launched member serves, for which a majority of members must live.
     *
     * @throws LabException with the end of its log, if it has ended or takes longer than a minute
     */
    public void awaitReady() {
        Part launched = part();
        Wait.until(PATIENCE, () -> !launched.alive() || serves(), () -> launched.failure("is not ready in a minute"));
        if (!launched.alive()) {
            throw launched.failure("has ended");
        }
    }

    /** Whether the member's process lives. */
    public boolean alive() {
        Part known = part;
        return known != null && known.alive();
    }

    /** Kills the member: what it has not written yet is lost, as far as the kernel has not got it. */
    public void kill() {
        part().kill();
    }

    /** Asks the member to end and waits until it has. */
    public void stop() {
        part().stop();
    }

    /** Starts the member again after {@link #kill} or {@link #stop}, and waits until it is ready. */
    public void restart() {
        part().kill();
        launch();
        awaitReady();
    }

    /** The member's process stands still, and its connections stay open, until {@link #resume}. */
    public void pause() {
        part().signal("STOP");
        Wait.until(PATIENCE, this::standsStill, () -> new LabException(name + " does not stand still"));
    }

    /** Source: proc(5), field 3 of the file stat. */
    private boolean standsStill() {
        try {
            String pid = Files.readString(folder.resolve(name + ".pid")).split(" ", -1)[0];
            String stat = Files.readString(Path.of("/proc", pid, "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) == 'T';
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets a paused member go on. */
    public void resume() {
        part().signal("CONT");
    }

    boolean lostItsPort() {
        Part known = part;
        return known != null && known.lostItsPort();
    }

    void close() {
        Part known = part;
        if (known != null) {
            known.kill();
        }
        gateway.close();
    }

    private Part part() {
        Part known = part;
        if (known == null) {
            throw new LabException(name + " was never launched");
        }
        return known;
    }

    private boolean serves() {
        try (var log = Files.newByteChannel(log())) {
            log.position(logBefore);
            byte[] since = new byte[(int) (log.size() - logBefore)];
            int read = log.read(java.nio.ByteBuffer.wrap(since));
            return read > 0 && new String(since, 0, read, StandardCharsets.ISO_8859_1).contains(READY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
