package dev.jangada.kube.model.print;

import static dev.jangada.kube.model.sample.Yaml.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The states of pods that {@code printPod} in Kubernetes' pkg/printers/internalversion/printers.go tells apart. */
class PodCellsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    private static final String UP = "ready: true, restartCount: 0, state: {running: {}}";
    private static final String DONE = "state: {terminated: {exitCode: 0, reason: Completed}}";
    private static final String ERROR = "state: {terminated: {exitCode: 1, reason: Error}}";
    private static final String LOOPS = "restartCount: 4, state: {waiting: {reason: CrashLoopBackOff}},"
            + " lastState: {terminated: {finishedAt: '2026-01-01T11:57:00Z'}}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Running | a: {UP} | | 1/1 | Running | 0",
                "Pending | | | 0/0 | Pending | 0",
                "Failed, reason: Evicted | | | 0/0 | Evicted | 0",
                "Running | a: {LOOPS} | | 0/1 | CrashLoopBackOff | 4 (3m ago)",
                "Pending, conditions: [{type: PodScheduled, status: 'False', reason: SchedulingGated}] | | | 0/0 | SchedulingGated | 0",
                // Several containers
                "Running | a: {DONE}, b: {UP} | | 1/2 | NotReady | 0",
                "Running, conditions: [{type: Ready, status: 'True'}] | a: {DONE}, b: {UP} | | 1/2 | Running | 0",
                "Failed | a: {DONE}, b: {ERROR} | | 0/2 | Error | 0",
                "Running | a: {DONE}, b: {ERROR}, c: {UP} | | 1/3 | Error | 0",
                "Succeeded | a: {DONE} | | 0/1 | Completed | 0",
                "Failed | a: {state: {terminated: {exitCode: 3}}} | | 0/1 | ExitCode:3 | 0",
                "Failed | a: {state: {terminated: {exitCode: 3, signal: 9}}} | | 0/1 | Signal:9 | 0",
                // Init containers
                "Pending | a: {state: {waiting: {reason: PodInitializing}}} | i: {UP} | 0/1 | Init:0/1 | 0",
                "Pending | a: {state: {waiting: {reason: PodInitializing}}} | i: {LOOPS} | 0/1 | Init:CrashLoopBackOff | 4 (3m ago)",
                "Pending | a: {state: {waiting: {reason: PodInitializing}}} | i: {DONE}, j: {ERROR} | 0/1 | Init:Error | 0",
                "Running | a: {UP} | i: {restartCount: 7, DONE} | 1/1 | Running | 0",
                "Running, conditions: [{type: Initialized, status: 'True'}] | a: {UP} | i: {LOOPS} | 1/1 | Init:CrashLoopBackOff | 0",
                // Sidecars
                "Running | a: {UP} | side: {started: true, UP} | 2/2 | Running | 0",
                "Running | a: {UP} | side: {started: true, ready: false, restartCount: 2, state: {running: {}}} | 1/2 | Running | 2",
                "Pending | a: {state: {waiting: {reason: PodInitializing}}} | side: {started: false, state: {running: {}}} | 0/2 | Init:0/1 | 0",
                "Pending | a: {state: {waiting: {reason: PodInitializing}}} | side: {started: true, UP}, i: {LOOPS} | 1/2 | Init:CrashLoopBackOff | 4 (3m ago)",
                // A time that is none
                "Running | a: {restartCount: 2, lastState: {terminated: {finishedAt: yesterday}}, state: {running: {}}} | | 0/1 | Running | 2",
            })
    void cells(String phase, String containers, String init, String ready, String status, String restarts) {
        JsonNode pod = pod("", phase, containers, init);
        assertThat(PodCells.ready(pod, NOW)).as("ready").isEqualTo(ready);
        assertThat(PodCells.status(pod, NOW)).as("status").isEqualTo(status);
        assertThat(PodCells.restarts(pod, NOW)).as("restarts").isEqualTo(restarts);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Running | a: {UP} | Terminating",
                "Pending | | Terminating",
                "Succeeded | a: {DONE} | Completed",
                "Failed | a: {ERROR} | Error",
                "Running, reason: NodeLost | a: {UP} | Unknown",
            })
    void whileItIsDeleted(String phase, String containers, String status) {
        assertThat(PodCells.status(pod("deletionTimestamp: '2026-01-01T11:00:00Z'", phase, containers, ""), NOW))
                .isEqualTo(status);
    }

    private static JsonNode pod(String metadata, String phase, String containers, String init) {
        return tree("{metadata: {%s}, status: {phase: %s, containerStatuses: [%s], initContainerStatuses: [%s]},"
                        .formatted(metadata, phase, statuses(containers), statuses(init))
                + " spec: {containers: [%s], initContainers: [%s]}}".formatted(names(containers), names(init)));
    }

    private static String statuses(String containers) {
        return text(containers)
                .replace("UP", UP)
                .replace("DONE", DONE)
                .replace("ERROR", ERROR)
                .replace("LOOPS", LOOPS)
                .replaceAll("(^|, )(a|b|c|i|j|side): \\{", "$1{name: $2, ");
    }

    private static String names(String containers) {
        return statuses(containers)
                .replaceAll("name: (\\w+), .*?(?=(, \\{name)|$)", "name: $1}")
                .replace("name: side", "name: side, restartPolicy: Always");
    }

    /** An empty column of the table is null. */
    private static String text(@Nullable String column) {
        return column == null ? "" : column;
    }
}
