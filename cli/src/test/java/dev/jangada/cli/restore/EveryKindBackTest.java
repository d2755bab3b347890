package dev.jangada.cli.restore;

import static dev.jangada.cli.Ran.jangada;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.cli.Ran;
import dev.jangada.cli.Shell;
import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.Lab;
import dev.jangada.lab.workload.Workload;
import dev.jangada.lab.workload.WorkloadLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dump of every kind, custom ones and admission included, goes to an empty cluster as the command says at its end. */
@Lab
class EveryKindBackTest {

    private static final int OBJECTS = 400;

    @Test
    void theCommandsThatDumpNamesBringEverything(@TempDir Path folder) throws IOException {
        Path dump = folder.resolve("dump");
        List<String> commands;
        try (ControlPlane source = ControlPlane.start()) {
            WorkloadLoader.load(source, new Workload(3, OBJECTS), 8);
            Ran ran = jangada(source.kubeconfig(), "dump", dump.toString(), "--all-kinds");
            assertThat(ran.code()).as(ran.err()).isZero();
            commands = ran.out()
                    .lines()
                    .filter(line -> line.startsWith("  "))
                    .map(String::strip)
                    .toList();
        }
        assertThat(commands).hasSize(4);
        try (ControlPlane target = ControlPlane.start()) {
            Shell shell = Shell.in(folder, folder, target.kubeconfig());
            for (String command : commands) {
                Shell.Ended ended = shell.run(command);
                assertThat(ended.exit()).as("%s\n%s", command, ended.output()).isZero();
            }
            // The API services of custom kinds are the server's: it has made them again, with its own priorities.
            Ran diff = jangada(target.kubeconfig(), "diff", "dump:" + dump, "live", "--exclude-kinds", "apiservices");
            assertThat(diff.out()).contains("No differences");
            assertThat(diff.code()).isZero();
        }
    }
}
