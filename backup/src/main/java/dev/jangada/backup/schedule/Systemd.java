package dev.jangada.backup.schedule;

import dev.jangada.backup.schedule.UnitOrder.Scope;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.FileFailure;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The service manager of a machine or of a user.
 *
 * @param scope which
 * @param directory where its administrator's unit files are
 * @param stamps where it notes when timers elapsed, so that it can catch up on what was missed
 * @param systemctl the program that it is told with
 */
public record Systemd(Scope scope, Path directory, Path stamps, Path systemctl) {

    /**
     * The manager that runs here, if one does.
     *
     * @param environment of this process
     * @param home the user's
     */
    public static Optional<Systemd> here(Scope scope, Map<String, String> environment, Path home) {
        // Source: sd_booted(3).
        if (!Files.isDirectory(Path.of("/run/systemd/system"))) {
            return Optional.empty();
        }
        return Optional.of(new Systemd(
                scope, directory(scope, environment, home), stamps(scope, environment, home), Path.of("systemctl")));
    }

    private static Path directory(Scope scope, Map<String, String> environment, Path home) {
        if (scope == Scope.SYSTEM) {
            return Path.of("/etc/systemd/system");
        }
        return base("XDG_CONFIG_HOME", environment, home.resolve(".config"))
                .resolve("systemd")
                .resolve("user");
    }

    /** Source: systemd.timer(5), Persistent; timer_setup_persistent() of systemd. */
    private static Path stamps(Scope scope, Map<String, String> environment, Path home) {
        Path base = scope == Scope.SYSTEM
                ? Path.of("/var/lib")
                : base("XDG_DATA_HOME", environment, home.resolve(".local").resolve("share"));
        return base.resolve("systemd").resolve("timers");
    }

    private static Path base(String variable, Map<String, String> environment, Path usual) {
        String chosen = environment.getOrDefault(variable, "");
        return chosen.isEmpty() ? usual : Path.of(chosen);
    }

    /**
     * Writes the units, and starts the timer. An installed one is replaced; one that runs ends in its own time.
     *
     * @throws Problem if that fails; then the unit files are as they were
     */
    public void install(UnitFiles units) {
        Map<String, Optional<byte[]>> before = new LinkedHashMap<>();
        List<String> files = List.of(units.serviceFile(), units.timerFile());
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new Problem(e, ExitCode.FAILED, ScheduleMessage.CANNOT_WRITE, directory, FileFailure.reason(e));
        }
        files.forEach(file -> before.put(file, content(file)));
        try {
            write(units.serviceFile(), units.service());
            write(units.timerFile(), units.timer());
            tell("daemon-reload");
            tell("enable", "--now", units.timerFile());
            // A timer that was active keeps its old calendar until it is started again.
            tell("restart", units.timerFile());
        } catch (Problem problem) {
            before.forEach(this::restore);
            forgetQuietly();
            throw problem;
        }
    }

    /**
     * Stops the timer, and removes the units, and what the manager remembers of them: that the last run failed, which it would list for
     * ever, and when the timer elapsed, after which one that is installed later would begin with a run that was never missed.
     *
     * @param name of the units
     * @throws Problem if there are none, or that fails
     */
    public void remove(String name) {
        String timer = name + ".timer";
        String service = name + ".service";
        if (content(timer).isEmpty() && content(service).isEmpty()) {
            throw new Problem(ExitCode.FAILED, ScheduleMessage.NOT_INSTALLED, timer);
        }
        tell("disable", "--now", timer);
        if (tell("show", "--value", "--property=ActiveState", service).equals("failed")) {
            tell("reset-failed", service);
        }
        restore(timer, Optional.empty());
        restore(service, Optional.empty());
        delete(stamps.resolve("stamp-" + timer));
        tell("daemon-reload");
    }

    /**
     * A timer.
     *
     * @param enabled as systemd says it: {@code enabled}, {@code disabled} …
     * @param active as systemd says it: {@code active} when it waits for its time
     * @param next when it elapses next, in systemd's words; empty if it does not
     * @param last when it last elapsed, in systemd's words; empty if it never did
     */
    public record Timer(String enabled, String active, String next, String last) {}

    /** The state of a timer; nothing if it is not installed. */
    public Optional<Timer> timer(String name) {
        if (content(name + ".timer").isEmpty()) {
            return Optional.empty();
        }
        String said = tell(
                "show", "--property=UnitFileState,ActiveState,NextElapseUSecRealtime,LastTriggerUSec", name + ".timer");
        Map<String, String> properties = new HashMap<>();
        said.lines().forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0) {
                properties.put(line.substring(0, equals), line.substring(equals + 1));
            }
        });
        return Optional.of(new Timer(
                properties.getOrDefault("UnitFileState", ""),
                properties.getOrDefault("ActiveState", ""),
                time(properties.getOrDefault("NextElapseUSecRealtime", "")),
                time(properties.getOrDefault("LastTriggerUSec", ""))));
    }

    private static String time(String said) {
        return said.equals("n/a") || said.equals("0") ? "" : said;
    }

    private Optional<byte[]> content(String file) {
        try {
            return Optional.of(Files.readAllBytes(directory.resolve(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new Problem(
                    e, ExitCode.FAILED, ScheduleMessage.CANNOT_READ, directory.resolve(file), FileFailure.reason(e));
        }
    }

    private void write(String file, String text) {
        AtomicFile.write(directory.resolve(file), text.getBytes(StandardCharsets.UTF_8), AtomicFile.PUBLIC);
    }

    private void restore(String file, Optional<byte[]> content) {
        Path path = directory.resolve(file);
        if (content.isPresent()) {
            AtomicFile.write(path, content.get(), AtomicFile.PUBLIC);
        } else {
            delete(path);
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new Problem(e, ExitCode.FAILED, ScheduleMessage.CANNOT_WRITE, path, FileFailure.reason(e));
        }
    }

    /** After a failure: that this fails too, adds nothing. */
    private void forgetQuietly() {
        try {
            tell("daemon-reload");
        } catch (Problem sameAgain) {
            return;
        }
    }

    private String tell(String... words) {
        var command = new ArrayList<String>();
        command.add(systemctl.toString());
        if (scope == Scope.USER) {
            command.add("--user");
        }
        command.addAll(List.of(words));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            int exit = process.waitFor();
            if (exit != 0) {
                throw new Problem(
                        ExitCode.FAILED,
                        ScheduleMessage.SYSTEMCTL_FAILED,
                        String.join(" ", command),
                        exit,
                        said.isEmpty() || said.endsWith(".") ? said : said + ".");
            }
            return said;
        } catch (IOException e) {
            throw new Problem(e, ExitCode.FAILED, ScheduleMessage.SYSTEMCTL_MISSING, systemctl, FileFailure.reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.util.concurrent.CancellationException("interrupted while talking to systemd");
        }
    }
}
