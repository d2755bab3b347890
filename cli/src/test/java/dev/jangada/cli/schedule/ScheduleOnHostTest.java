package dev.jangada.cli.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.cli.repository.command.RealRestic;
import dev.jangada.lab.CommandResult;
import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.LabException;
import dev.jangada.lab.SystemdHost;
import dev.jangada.lab.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The timer on a real host, with its real systemd. */
@Tag("root")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
final class ScheduleOnHostTest {

    private static final String TIMER = "jangada-cais.timer";
    private static final String SERVICE = "jangada-cais.service";
    private static final String STAMP = "/var/lib/systemd/timers/stamp-" + TIMER;
    private static final String DROP_IN = "/etc/systemd/system/" + TIMER + ".d";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private ControlPlane cluster;
    private InstalledHost installed;
    private SystemdHost host;

    @SuppressWarnings("NullAway.Init") // the method below fills the fields in
    ScheduleOnHostTest() {}

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        cluster = ControlPlane.start();
        installed = InstalledHost.start(folder, cluster);
        host = installed.host();
    }

    @AfterAll
    void stop() {
        installed.close();
        cluster.close();
    }

    @AfterEach
    void remove() {
        if (host.has("/etc/systemd/system/" + TIMER)) {
            installed.must("schedule", "remove");
        }
        var _ = host.run("rm", "-rf", DROP_IN).orFail();
        installed.forgetRuns();
    }

    private List<String> outcomes(JsonNode status) {
        var outcomes = new ArrayList<String>();
        status.path("steps")
                .forEach(step -> outcomes.add(
                        step.path("step").asText() + " " + step.path("outcome").asText()));
        return outcomes;
    }

    @Test
    void anInstalledTimerRunsEverything() {
        installed.settings("  etcd:\n    endpoints: [\"" + cluster.etcd().endpoint() + "\"]\n");
        assertThat(installed.must("schedule", "install")).contains(TIMER, installed.when());
        assertThat(installed.systemctl("is-enabled", TIMER).stdout()).isEqualTo("enabled\n");
        assertThat(installed.systemctl("is-active", TIMER).stdout()).isEqualTo("active\n");
        assertThat(installed.systemctl("list-timers", "--no-pager").stdout())
                .contains(TIMER, " " + installed.when(), SERVICE);
        assertThat(installed.must("schedule", "status"))
                .contains("enabled, active", " " + installed.when(), "none yet");

        for (int night = 0; night < 3; night++) {
            assertThat(installed.systemctl("start", SERVICE).exit())
                    .as(installed.journal())
                    .isZero();
        }

        JsonNode status = installed.status();
        assertThat(outcomes(status)).containsExactly("create ok", "verify ok", "forget ok", "prune ok");
        assertThat(status.path("databases")).hasSize(1);
        assertThat(host.run("stat", "-c", "%a %U", "/root/.local/state/jangada/schedule/jangada-cais.json")
                        .stdout())
                .isEqualTo("600 root\n");
        assertThat(host.read(InstalledHost.METRICS))
                .contains("jangada_step_success{cluster=\"cais\",step=\"prune\"} 1", "jangada_run_last_exit_code");
        assertThat(host.run("stat", "-c", "%a", InstalledHost.METRICS).stdout()).isEqualTo("644\n");
        assertThat(installed.journal()).contains("step create", "objects").doesNotContain("rror");
        JsonNode backups = InstalledHost.json(installed.must("backup", "list", "-o", "json"))
                .path("backups");
        assertThat(backups)
                .hasSize(2)
                .allMatch(backup -> backup.path("complete").asBoolean());
        assertThat(RealRestic.on(host.onDisk(InstalledHost.REPOSITORY).toString(), InstalledHost.PASSPHRASE)
                        .must("check"))
                .contains("no errors were found");
        assertThat(host.has(InstalledHost.TOLD)).isFalse();
        assertThat(installed.must("schedule", "status")).contains("step verify", "ok");
    }

    @Test
    void aRunThatFailsIsToldAndSeen() {
        host.write("/etc/kubernetes/wrong.conf", """
                current-context: c
                clusters: [{name: c, cluster: {server: "http://127.0.0.1:1"}}]
                contexts: [{name: c, context: {cluster: c}}]
                """);
        installed.settings("");
        host.write(
                InstalledHost.SETTINGS,
                host.read(InstalledHost.SETTINGS).replace(InstalledHost.KUBECONFIG, "/etc/kubernetes/wrong.conf"));
        installed.must("schedule", "install");

        assertThat(installed.systemctl("start", SERVICE).exit()).isEqualTo(1);

        assertThat(installed.systemctl("is-failed", SERVICE).stdout()).isEqualTo("failed\n");
        assertThat(installed.property(SERVICE, "ExecMainStatus")).isEqualTo("1");
        assertThat(installed.systemctl("is-active", TIMER).stdout())
                .as("it comes again all the same")
                .isEqualTo("active\n");
        assertThat(outcomes(installed.status()))
                .containsExactly("create failed", "verify skipped", "forget skipped", "prune skipped");
        assertThat(host.read(InstalledHost.TOLD))
                .contains("JANGADA_CLUSTER=cais\n", "JANGADA_STEP=create\n", "JANGADA_OUTCOME=failed\n")
                .contains("127.0.0.1:1");
        CommandResult status = installed.jangada("schedule", "status");
        assertThat(status.exit()).isEqualTo(1);
        assertThat(status.stdout()).contains("enabled, active", "failed", "127.0.0.1:1");
        assertThat(installed.journal()).contains("127.0.0.1:1");
        assertThat(host.read(InstalledHost.METRICS))
                .contains("jangada_step_success{cluster=\"cais\",step=\"create\"} 0");
    }

    @Test
    void aRunThatWasMissedIsCaughtUpAfterTheNextStart() throws IOException {
        installed.settings("");
        // A change of the administrator's, as the unit says where it belongs; an installation leaves it alone.
        host.write(DROP_IN + "/at-once.conf", "[Timer]\nRandomizedDelaySec=0\n");
        installed.must("schedule", "install");
        assertThat(host.has(STAMP)).isTrue();
        host.reboot();
        assertThat(installed.hasRun()).as("none was missed").isFalse();

        host.shutDown();
        Files.setLastModifiedTime(
                host.onDisk(STAMP), FileTime.from(Instant.now().minus(Duration.ofDays(3))));
        host.boot();

        Wait.until(
                PATIENCE,
                installed::hasRun,
                () -> new LabException("no run since the host is up again: " + installed.journal()));
        assertThat(installed.status().path("exitCode").asInt()).isZero();
        assertThat(installed.property(SERVICE, "TriggeredBy")).isEqualTo(TIMER);
        assertThat(installed.property(TIMER, "LastTriggerUSec")).isNotEmpty().isNotEqualTo("n/a");
    }

    @Test
    void aRunThatThePowerCutInterruptedDoesNotHinderTheNext() {
        installed.settings("");
        installed.must("schedule", "install");
        waitAtTheGate();

        host.cutPower();
        host.boot();

        assertThat(installed.hasRun()).isFalse();
        assertThat(installed.systemctl("start", SERVICE).exit())
                .as(installed.journal())
                .isZero();
        assertThat(outcomes(installed.status())).contains("create ok");
    }

    @Test
    void thereIsOneRunAtATime() {
        installed.settings("");
        installed.must("schedule", "install");
        String pid = waitAtTheGate();

        CommandResult byHand = installed.jangada("schedule", "run");
        assertThat(byHand.exit()).isEqualTo(5);
        assertThat(byHand.stderr()).contains(pid);
        // systemd does not start what runs; it joins who asks to the run that there is.
        assertThat(installed.systemctl("start", "--no-block", SERVICE).exit()).isZero();
        assertThat(installed.property(SERVICE, "MainPID")).isEqualTo(pid);
        assertThat(installed.hasRun()).isFalse();

        openTheGate();
        Wait.until(
                PATIENCE,
                () -> installed.property(SERVICE, "ActiveState").equals("inactive"),
                () -> new LabException("still runs: " + installed.journal()));
        assertThat(installed.status().path("exitCode").asInt()).isZero();
        assertThat(installed.must("schedule", "run")).contains("step create");
    }

    @Test
    void removingLeavesNothing() {
        installed.settings("");
        host.write(InstalledHost.SETTINGS, host.read(InstalledHost.SETTINGS).replace("passphrase.sh", "no-such.sh"));
        installed.must("schedule", "install");
        assertThat(installed.systemctl("start", SERVICE).exit()).isNotZero();

        assertThat(installed.must("schedule", "remove")).contains(TIMER);

        assertThat(host.run("find", "/etc/systemd", "/run/systemd", "/var/lib/systemd", "-name", "*jangada*")
                        .stdout())
                .isEmpty();
        assertThat(installed
                        .systemctl("list-units", "--all", "--no-legend", "jangada*")
                        .stdout())
                .isEmpty();
        assertThat(installed.systemctl("is-system-running").stdout()).isEqualTo("running\n");
        assertThat(installed.jangada("schedule", "status").stdout()).contains("not installed");
        assertThat(host.has(InstalledHost.REPOSITORY + "/config")).isTrue();
        CommandResult again = installed.jangada("schedule", "remove");
        assertThat(again.exit()).isEqualTo(1);
        assertThat(again.stderr()).contains(TIMER);
    }

    @Test
    void aUserHasATimerOfHerOwn() throws IOException {
        var _ = host.run("useradd", "--create-home", "ana").orFail();
        host.write("/home/ana/kubeconfig", Files.readString(cluster.kubeconfig()));
        host.write("/home/ana/passphrase", InstalledHost.PASSPHRASE);
        host.write("/home/ana/jangada.yaml", """
                cluster: {name: cais, kubeconfig: kubeconfig}
                repository: {url: repository, passwordFile: passphrase}
                """);
        var _ = host.run("chown", "-R", "ana:", "/home/ana").orFail();
        var _ = host.run("loginctl", "enable-linger", "ana").orFail();
        assertThat(asAna(InstalledHost.PROGRAM, "repository", "init").exit()).isZero();

        CommandResult install = asAna(InstalledHost.PROGRAM, "schedule", "install");
        assertThat(install.exit()).as(install.stderr()).isZero();
        assertThat(install.stderr()).contains("enable-linger");
        assertThat(host.has("/home/ana/.config/systemd/user/" + TIMER)).isTrue();
        assertThat(host.has("/etc/systemd/system/" + TIMER)).isFalse();

        host.reboot();
        assertThat(asAna("systemctl", "--user", "is-active", TIMER).stdout())
                .as("nobody has logged in")
                .isEqualTo("active\n");
        CommandResult run = asAna("systemctl", "--user", "start", SERVICE);
        assertThat(run.exit()).as(run.stderr()).isZero();
        CommandResult status = asAna(InstalledHost.PROGRAM, "schedule", "status");
        assertThat(status.exit()).as(status.stderr()).isZero();
        assertThat(status.stdout()).contains("enabled, active", "step verify", "ok");

        assertThat(asAna(InstalledHost.PROGRAM, "schedule", "remove").exit()).isZero();
        assertThat(host.run("find", "/home/ana/.config", "/home/ana/.local/share", "-name", "*jangada-cais*")
                        .stdout())
                .isEmpty();
    }

    /** Runs a command as another user types it who has logged in. */
    private CommandResult asAna(String... words) {
        return host.run(Stream.concat(
                        Stream.of(
                                "systemd-run",
                                "--quiet",
                                "--wait",
                                "--pipe",
                                "--uid=ana",
                                "--working-directory=/home/ana"),
                        Stream.concat(
                                Stream.of("--property=PAMName=login", "--setenv=LANG=C.UTF-8", "--"), Stream.of(words)))
                .toArray(String[]::new));
    }

    /** Lets the service run until it is about to open the repository; its pid. */
    private String waitAtTheGate() {
        var _ = host.run("mkfifo", InstalledHost.GATE).orFail();
        assertThat(installed.systemctl("start", "--no-block", SERVICE).exit()).isZero();
        Wait.until(
                PATIENCE,
                () -> host.run("pgrep", "-x", "-f", "cat " + InstalledHost.GATE).exit() == 0,
                () -> new LabException("does not ask for the passphrase: " + installed.journal()));
        return installed.property(SERVICE, "MainPID");
    }

    private void openTheGate() {
        var _ = host.run("sh", "-c", "exec 3<>" + InstalledHost.GATE + "; rm " + InstalledHost.GATE)
                .orFail();
    }
}
