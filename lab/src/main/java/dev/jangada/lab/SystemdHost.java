package dev.jangada.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A real host: Debian with systemd as its first process, root's commands, a disk of its own, up in about two seconds. It can be
 * rebooted, and its power can be cut. It shares the network with this machine, so that what listens on loopback can be reached from
 * it, and has no address of its own. Needs root; its folder, with its disk, is deleted when it is closed, and it ends with this JVM.
 */
public final class SystemdHost implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String PART = "systemd-host";
    /** A host that runs, whether or not all of its services do. Source: systemctl(1), is-system-running. */
    private static final Set<String> UP = Set.of("running", "degraded");

    private final Path folder;
    private final List<String> nspawn;
    private Part part;
    private long leader;

    private SystemdHost(Path folder, List<String> nspawn) {
        this.folder = folder;
        this.nspawn = nspawn;
        this.part = launch();
        awaitUp();
    }

    /**
     * Starts a host and waits until it is up.
     *
     * @throws LabException with the reason, if it does not start
     */
    public static SystemdHost start() {
        return start(options -> {});
    }

    /** Starts a host that differs from the usual one. */
    public static SystemdHost start(Consumer<HostOptions> choices) {
        return start(Run.newFolder("host-"), choices);
    }

    /** Starts a host in a folder. */
    static SystemdHost start(Path folder, Consumer<HostOptions> choices) {
        var options = new HostOptions();
        choices.accept(options);
        try {
            return new SystemdHost(folder, List.copyOf(options.nspawn));
        } catch (RuntimeException e) {
            Run.close(folder);
            throw e;
        }
    }

    private Part launch() {
        // Killed, unshare takes its child with it, which is the first process of a name space: with it go all others.
        var words = new ArrayList<>(List.of(
                "unshare", "--mount", "--propagation=private", "--pid", "--fork", "--kill-child", "--mount-proc"));
        words.addAll(List.of("sh", "-c", Part.script("host.sh"), "host"));
        words.addAll(List.of(folder.toString(), Parts.path(PART).toString(), name()));
        words.addAll(nspawn);
        return Part.run(folder, PART, words, false);
    }

    private void awaitUp() {
        Wait.until(
                PATIENCE,
                () -> !part.alive() || findLeader() && UP.contains(state()),
                () -> part.failure("is not up in " + PATIENCE.toSeconds() + " s; it is " + state()));
        if (!part.alive()) {
            throw part.failure("has ended");
        }
    }

    private String state() {
        return leader == 0
                ? "not there"
                : run("systemctl", "is-system-running").stdout().strip();
    }

    /** Finds the process that is the host's first one, as this machine counts. */
    private boolean findLeader() {
        leader = part.processes()
                .mapToLong(ProcessHandle::pid)
                .filter(SystemdHost::isFirst)
                .findFirst()
                .orElse(0);
        return leader != 0;
    }

    /** Whether a process is the first one of a name space inside that of {@code host.sh}, and is systemd already. */
    private static boolean isFirst(long pid) {
        try {
            // Source: proc(5), NSpid: the pid in each name space, the innermost last.
            Optional<String> pids = Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith("NSpid:"))
                    .findFirst();
            return pids.isPresent()
                    && pids.get().split("\t", -1).length == 4
                    && pids.get().endsWith("\t1")
                    && Files.readString(Path.of("/proc", Long.toString(pid), "comm"))
                            .equals("systemd\n");
        } catch (IOException goneAlready) {
            return false;
        }
    }

    /** Its name among machines; it is its host name too. */
    public String name() {
        return "jangada-" + folder.getFileName();
    }

    /** Runs a command in it as root, as root's shell would: at {@code /root}, with nothing but the usual variables. */
    public CommandResult run(String... words) {
        return run(new byte[0], words);
    }

    /** The same with these bytes as the command's input. */
    public CommandResult run(byte[] input, String... words) {
        var command = new ArrayList<>(
                List.of("nsenter", "--target=" + leader, "--all", "--wd=/proc/" + leader + "/root/root"));
        command.addAll(List.of("env", "-i", "HOME=/root", "USER=root", "LANG=C.UTF-8"));
        command.add("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        command.addAll(Arrays.asList(words));
        return CommandResult.of(command, input);
    }

    /** Writes a file in it that only root can read, with the folders that it needs. */
    public void write(String file, String content) {
        var _ = run(
                        content.getBytes(StandardCharsets.UTF_8),
                        "sh",
                        "-c",
                        "umask 077; mkdir -p \"$(dirname \"$1\")\"; cat >\"$1\"",
                        "write",
                        file)
                .orFail();
    }

    /** Reads a file in it. */
    public String read(String file) {
        return run("cat", file).orFail();
    }

    /** Whether there is such a file in it. */
    public boolean has(String file) {
        return run("test", "-e", file).exit() == 0;
    }

    /**
     * A file on its disk, as this machine sees it, if the host has written it itself. While the host runs, it must not be changed here.
     *
     * @param file its path on the host
     */
    public Path onDisk(String file) {
        return folder.resolve("disk").resolve(file.substring(1));
    }

    /** Cuts its power: all of its processes are killed. What is on its disk stays. */
    public void cutPower() {
        part.kill();
        leader = 0;
        removeGroups();
    }

    /** Shuts it down in order. */
    public void shutDown() {
        // The answer may be lost, as the host goes down while it is given.
        var _ = run("systemctl", "poweroff");
        if (part.exit((int) PATIENCE.toSeconds()).isEmpty()) {
            throw part.failure("does not shut down in " + PATIENCE.toSeconds() + " s");
        }
        leader = 0;
        removeGroups();
    }

    /** Starts it again after its power was cut or it was shut down, and waits until it is up. */
    public void boot() {
        part = launch();
        awaitUp();
    }

    /** Reboots it in order, and waits until it is up again. */
    public void reboot() {
        long before = leader;
        var _ = run("systemctl", "reboot");
        Wait.until(
                PATIENCE,
                () -> ProcessHandle.of(before).isEmpty(),
                () -> part.failure("does not go down in " + PATIENCE.toSeconds() + " s"));
        awaitUp();
    }

    private void removeGroups() {
        try {
            ControlGroups.remove(folder);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Cuts its power and deletes its disk. */
    @Override
    public void close() {
        part.kill();
        Run.close(folder);
    }
}
