package dev.jangada.backup.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.backup.schedule.UnitOrder.Scope;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The real systemd reads the units. */
class UnitFilesTest {

    @TempDir
    Path directory;

    private UnitOrder order(Scope scope, String cluster, String calendar) throws IOException {
        Path folder = Files.createDirectories(directory.resolve("my 100% dir"));
        Path program = folder.resolve("jangada");
        if (!Files.exists(program)) {
            Files.createFile(
                    program, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        }
        return new UnitOrder(
                cluster,
                program,
                List.of("--config", "/etc/with $HOME and %n/\\jangada's.yaml", "schedule", "run"),
                calendar,
                Duration.ofMinutes(5),
                scope);
    }

    private String systemdAnalyze(String... words) throws IOException, InterruptedException {
        var command = new java.util.ArrayList<>(List.of("systemd-analyze"));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("XDG_RUNTIME_DIR", directory.toString());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return "exit " + process.waitFor() + ": " + said;
    }

    @ParameterizedTest
    @EnumSource(Scope.class)
    void systemdFindsNothingToSay(Scope scope) throws Exception {
        UnitFiles units = UnitFiles.of(order(scope, "produção 100%", "Mon..Fri 02:30"));
        Path service = Files.writeString(directory.resolve(units.serviceFile()), units.service());
        Path timer = Files.writeString(directory.resolve(units.timerFile()), units.timer());
        String manager = scope == Scope.USER ? "--user" : "--system";
        assertThat(systemdAnalyze(
                        "verify", "--man=no", "--recursive-errors=no", manager, service.toString(), timer.toString()))
                .as("%s", units.service() + units.timer())
                .isEqualTo("exit 0: ");
        Files.writeString(service, units.service().replace("Type=oneshot", "Type=sometimes"));
        assertThat(systemdAnalyze("verify", "--man=no", "--recursive-errors=no", manager, service.toString()))
                .as("systemd looks at it at all")
                .contains("sometimes");
    }

    @Test
    void whatMattersIsInThem() throws Exception {
        UnitFiles units = UnitFiles.of(order(Scope.SYSTEM, "production", "02:30"));
        assertThat(units.name()).isEqualTo("jangada-production");
        assertThat(units.service())
                .contains(
                        "Type=oneshot\n",
                        "/my 100%% dir/jangada\" \"--config\" \"/etc/with $$HOME and %%n/\\\\jangada's.yaml\" \"schedule\" \"run\"\n",
                        "StandardInput=null\n",
                        "UMask=0077\n")
                .doesNotContain("NoNewPrivileges", "MemoryDenyWriteExecute", "ProtectHome");
        assertThat(units.timer())
                .contains(
                        "OnCalendar=02:30\n",
                        "Persistent=true\n",
                        "RandomizedDelaySec=300s\n",
                        "WantedBy=timers.target\n");
        assertThat(UnitFiles.of(order(Scope.USER, "production", "02:30")).service())
                .doesNotContain("Protect", "network");
    }

    /** The escaped name is what systemd itself makes of the cluster's. */
    @Test
    void namesAreEscapedAsSystemdDoes() throws Exception {
        for (String cluster : List.of("production", "a_b.c:d", "são paulo", "100%", "a\\b", "a@b")) {
            Process process = new ProcessBuilder("systemd-escape", cluster).start();
            String escaped = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            assertThat(UnitFiles.name(cluster)).isEqualTo("jangada-" + escaped);
        }
    }

    @Test
    void aPathThatSystemdRefusesIsRefusedBefore() {
        var order = new UnitOrder("c", Path.of("/opt/it's/jangada"), List.of(), "daily", Duration.ZERO, Scope.USER);
        assertThatThrownBy(() -> UnitFiles.of(order))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("it's");
    }

    @Test
    void whatWouldBecomeALineOfItsOwnIsRefused() {
        assertThatThrownBy(() -> order(Scope.SYSTEM, "x", "daily\nOnBootSec=1"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
