package dev.jangada.backup.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.backup.schedule.UnitOrder.Scope;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a stand-in for systemctl, which writes down what it is told: this machine's own manager is not to be changed by a test. */
class SystemdTest {

    private static final UnitFiles UNITS = new UnitFiles("jangada-c", "the service\n", "the timer\n");

    @TempDir
    Path directory;

    private Systemd systemd;

    @BeforeEach
    void prepare() throws IOException {
        systemd = new Systemd(
                Scope.SYSTEM, directory.resolve("units"), directory.resolve("stamps"), fakeSystemctl("exit 0"));
    }

    private Path fakeSystemctl(String end) throws IOException {
        Path script = directory.resolve("systemctl");
        Files.writeString(
                script,
                "#!/bin/sh\necho \"$@ [$(ls '" + directory + "/units' | tr '\\n' ' ')]\" >> '" + directory + "/told'\n"
                        + end + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return script;
    }

    private List<String> told() throws IOException {
        return Files.readAllLines(directory.resolve("told"));
    }

    @Test
    void theFilesAreThereBeforeTheManagerIsTold() throws Exception {
        systemd.install(UNITS);
        assertThat(told())
                .containsExactly(
                        "daemon-reload [jangada-c.service jangada-c.timer ]",
                        "enable --now jangada-c.timer [jangada-c.service jangada-c.timer ]",
                        "restart jangada-c.timer [jangada-c.service jangada-c.timer ]");
        Path timer = systemd.directory().resolve("jangada-c.timer");
        assertThat(timer).hasContent("the timer\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(timer)))
                .isEqualTo("rw-r--r--");
    }

    @Test
    void theUsersManagerIsToldAsTheUsers() throws Exception {
        new Systemd(Scope.USER, systemd.directory(), systemd.stamps(), systemd.systemctl()).install(UNITS);
        assertThat(told()).allMatch(line -> line.startsWith("--user "));
    }

    @Test
    void aFailureLeavesTheFilesAsTheyWere() throws Exception {
        fakeSystemctl("case $1 in enable) echo 'Failed to enable unit: no'; exit 1;; esac");
        assertThatThrownBy(() -> systemd.install(UNITS))
                .isInstanceOf(Problem.class)
                .hasMessageContaining(
                        "enable --now jangada-c.timer\" failed with exit code 1: Failed to enable unit: no.");
        assertThat(systemd.directory()).isEmptyDirectory();
        Path old = Files.writeString(systemd.directory().resolve("jangada-c.timer"), "older\n");
        assertThatThrownBy(() -> systemd.install(UNITS)).isInstanceOf(Problem.class);
        assertThat(old).hasContent("older\n");
        assertThat(systemd.directory().resolve("jangada-c.service")).doesNotExist();
        assertThat(told().getLast()).isEqualTo("daemon-reload [jangada-c.timer ]");
    }

    @Test
    void removingUndoesIt() throws Exception {
        systemd.install(UNITS);
        Files.delete(directory.resolve("told"));
        Path stamp = Files.createFile(Files.createDirectory(systemd.stamps()).resolve("stamp-jangada-c.timer"));
        systemd.remove("jangada-c");
        assertThat(told())
                .containsExactly(
                        "disable --now jangada-c.timer [jangada-c.service jangada-c.timer ]",
                        "show --value --property=ActiveState jangada-c.service [jangada-c.service jangada-c.timer ]",
                        "daemon-reload []");
        assertThat(stamp).doesNotExist();
        assertThatThrownBy(() -> systemd.remove("jangada-c"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("no timer jangada-c.timer");
    }

    @Test
    void aRunThatFailedIsForgottenWithItsTimer() throws Exception {
        systemd.install(UNITS);
        fakeSystemctl("[ \"$1\" != show ] || echo failed");
        systemd.remove("jangada-c");
        assertThat(told())
                .contains("reset-failed jangada-c.service [jangada-c.service jangada-c.timer ]")
                .endsWith("daemon-reload []");
    }

    @Test
    void whatTheManagerSaysOfATimerIsTold() throws Exception {
        assertThat(systemd.timer("jangada-c")).isEmpty();
        systemd.install(UNITS);
        fakeSystemctl(
                "printf 'NextElapseUSecRealtime=Sun 2026-11-29 02:30:00 UTC\\nLastTriggerUSec=n/a\\nActiveState=active\\nUnitFileState=enabled\\n'");
        assertThat(systemd.timer("jangada-c"))
                .contains(new Systemd.Timer("enabled", "active", "Sun 2026-11-29 02:30:00 UTC", ""));
    }

    @Test
    void withoutSystemctlThatIsSaid() {
        var without =
                new Systemd(Scope.SYSTEM, directory.resolve("units"), systemd.stamps(), directory.resolve("nowhere"));
        assertThatThrownBy(() -> without.install(UNITS))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("nowhere");
        assertThat(systemd.directory()).isEmptyDirectory();
    }

    /** This machine may have no systemd; where it has one, the directories are the documented ones. */
    @Test
    void unitsLieWhereSystemdLooksForTheAdministrators() {
        Optional<Systemd> user = Systemd.here(Scope.USER, Map.of("XDG_CONFIG_HOME", "/config"), Path.of("/home/ana"));
        Optional<Systemd> system = Systemd.here(Scope.SYSTEM, Map.of(), Path.of("/root"));
        boolean booted = Files.isDirectory(Path.of("/run/systemd/system"));
        assertThat(user.isPresent()).isEqualTo(booted);
        assertThat(system.map(Systemd::directory).orElse(Path.of("/etc/systemd/system")))
                .isEqualTo(Path.of("/etc/systemd/system"));
        assertThat(system.map(Systemd::stamps).orElse(Path.of("/var/lib/systemd/timers")))
                .isEqualTo(Path.of("/var/lib/systemd/timers"));
    }
}
