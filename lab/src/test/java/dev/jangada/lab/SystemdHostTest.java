package dev.jangada.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("root")
@Timeout(180)
class SystemdHostTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path shown;

    @Test
    void aHostRunsServicesAndKeepsItsDisk() throws IOException {
        Files.writeString(shown.resolve("a:b"), "seen");
        try (SystemdHost host = SystemdHost.start(options -> options.shown(shown, "/srv/shown"))) {
            assertThat(host.run("systemctl", "is-system-running").stdout()).isEqualTo("running\n");
            assertThat(host.run("hostname").stdout().strip()).isEqualTo(host.name());
            assertThat(host.read("/srv/shown/a:b")).isEqualTo("seen");
            assertThat(host.run("touch", "/srv/shown/c").exit()).isNotZero();
            host.write(
                    "/etc/systemd/system/tick.service",
                    "[Service]\nType=oneshot\nExecStart=/bin/touch /var/lib/tick\n");
            assertThat(host.run("systemctl", "start", "tick").exit()).isZero();
            assertThat(host.has("/var/lib/tick")).isTrue();
            assertThat(host.onDisk("/var/lib/tick")).exists();
            String machine = host.read("/etc/machine-id");
            String boot = host.read("/proc/sys/kernel/random/boot_id");

            host.reboot();

            String second = host.read("/proc/sys/kernel/random/boot_id");
            assertThat(second).isNotEqualTo(boot);
            host.cutPower();
            assertThat(host.onDisk("/var/lib/tick")).exists();
            host.boot();
            assertThat(host.read("/proc/sys/kernel/random/boot_id")).isNotEqualTo(second);
            assertThat(host.read("/etc/machine-id")).isEqualTo(machine);
            host.shutDown();
            host.boot();
            assertThat(host.has("/var/lib/tick")).isTrue();
        }
    }

    @Test
    void twoHostsAreApart() {
        try (SystemdHost one = SystemdHost.start();
                SystemdHost other = SystemdHost.start()) {
            one.write("/etc/only-here", "");
            assertThat(other.has("/etc/only-here")).isFalse();
            assertThat(other.read("/etc/machine-id")).isNotEqualTo(one.read("/etc/machine-id"));
            one.cutPower();
            assertThat(other.run("systemctl", "is-system-running").stdout()).isEqualTo("running\n");
        }
    }

    @Test
    void nothingIsLeftOfAHostWhoseJvmWasKilled() throws IOException {
        try (ChildJvm jvm = JavaCommand.of(LeftBehind.class).start("host")) {
            Path folder = Path.of(jvm.awaitLine(line -> true, Duration.ofMinutes(2)));
            List<Path> groups = Files.readAllLines(folder.resolve("control-groups")).stream()
                    .map(Path::of)
                    .toList();
            assertThat(groups).isNotEmpty().allMatch(Files::exists);
            List<ProcessHandle> processes =
                    ProcessHandle.of(jvm.pid()).orElseThrow().descendants().toList();
            // The keeper too: so it is the sweep that finds the host alive.
            for (ProcessHandle each : processes) {
                if (each.info().command().orElse("").endsWith("/dash")) {
                    each.destroyForcibly();
                }
            }
            jvm.kill();

            Run.sweep();

            Wait.until(
                    PATIENCE,
                    () -> processes.stream().noneMatch(ProcessHandle::isAlive),
                    () -> new LabException("still alive: " + processes));
            assertThat(groups).noneMatch(Files::exists);
            assertThat(folder).doesNotExist();
            try (Stream<String> mounts = Files.lines(Path.of("/proc/self/mounts"))) {
                assertThat(mounts).noneMatch(line -> line.contains(folder.toString()));
            }
        }
    }
}
