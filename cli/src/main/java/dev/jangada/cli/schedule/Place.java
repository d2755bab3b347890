package dev.jangada.cli.schedule;

import dev.jangada.backup.schedule.RunStatusFile;
import dev.jangada.backup.schedule.Systemd;
import dev.jangada.backup.schedule.UnitFiles;
import dev.jangada.backup.schedule.UnitOrder;
import dev.jangada.backup.schedule.UnitOrder.Scope;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.command.StateDirectory;
import dev.jangada.cli.source.ClusterOption;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.FileFailure;
import dev.jangada.problem.Problem;
import dev.jangada.settings.ScheduleSettings;
import dev.jangada.settings.SettingsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a cluster's runs leave what they leave, and what systemd is to know of them.
 *
 * @param jangada what every command is given
 * @param cluster the cluster's name
 */
record Place(Jangada jangada, String cluster) {

    static Place of(Jangada jangada) {
        String cluster = new ClusterOption()
                .named(jangada)
                .orElseThrow(() -> new Problem(ExitCode.USAGE, ScheduleCommandMessage.NO_CLUSTER_NAME));
        return new Place(jangada, cluster);
    }

    /** The name of units and files. */
    String name() {
        return UnitFiles.name(cluster);
    }

    private Path folder() {
        return RunStatusFile.folder(state());
    }

    private Path state() {
        return StateDirectory.of(jangada.terminal().environment());
    }

    /** The status of the last run. */
    RunStatusFile statusFile() {
        return RunStatusFile.in(state(), cluster);
    }

    /** The lock of the run that works. */
    Path lockFile() {
        return folder().resolve(name() + ".lock");
    }

    /** Makes the folder, for this user alone. */
    void prepare() {
        try {
            Files.createDirectories(
                    folder(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new Problem(
                    e, ExitCode.FAILED, ScheduleCommandMessage.STATE_DIRECTORY, folder(), FileFailure.reason(e));
        }
    }

    /** The service manager, if there is one here. */
    Optional<Systemd> systemd(Scope scope) {
        return Systemd.here(scope, jangada.terminal().environment(), Path.of(System.getProperty("user.home")));
    }

    /**
     * What is to be run.
     *
     * @param program Jangada's launcher as the user names it, or null
     */
    UnitOrder order(Scope scope, @Nullable Path program) {
        Path settings = jangada.globals().config().orElse(SettingsFile.USUAL).toAbsolutePath();
        if (!Files.exists(settings)) {
            throw new Problem(ExitCode.USAGE, ScheduleCommandMessage.NO_SETTINGS);
        }
        String language = jangada.terminal().locale().getLanguage().equals("pt") ? "pt-BR" : "en";
        ScheduleSettings schedule = jangada.globals().settings().schedule();
        return new UnitOrder(
                cluster,
                program == null ? launcher() : program.toAbsolutePath(),
                Stream.of(
                                List.of("--config", settings.normalize().toString(), "--lang", language),
                                jangada.globals().lasting(),
                                List.of("schedule", "run"))
                        .flatMap(List::stream)
                        .toList(),
                schedule.calendar(),
                schedule.randomDelay(),
                scope);
    }

    /** The launcher that lies beside the Java runtime that this runs in, as in the archive. */
    private static Path launcher() {
        Path runtime = Path.of(System.getProperty("java.home"));
        Path launcher = runtime.resolveSibling("bin").resolve("jangada");
        if (!Files.isExecutable(launcher)) {
            throw new Problem(ExitCode.USAGE, ScheduleCommandMessage.NO_PROGRAM);
        }
        return launcher;
    }
}
