package dev.jangada.cli.restore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.cli.Made;
import dev.jangada.cli.Main;
import dev.jangada.cli.Ran;
import dev.jangada.lab.Api;
import dev.jangada.lab.ChildJvm;
import dev.jangada.lab.CommandResult;
import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.JavaCommand;
import dev.jangada.lab.fault.Fault;
import dev.jangada.lab.fault.FaultProxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A restore that is ended in the middle by whoever began it, and goes on later. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class InterruptedRestoreTest {

    private static final int OBJECTS = 300;
    private static final int IN_THE_MIDDLE = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String HOW_TO_GO_ON =
            "jangada: interrupted; what was done is written down. To go on: jangada restore resume ";

    @TempDir
    private static Path folder;

    private ControlPlane cluster;

    @SuppressWarnings("NullAway.Init") // the method below fills the field in
    InterruptedRestoreTest() {}

    @BeforeAll
    void loseEverything() {
        cluster = ControlPlane.start();
        Api api = cluster.api();
        for (String signal : new String[] {"int", "term"}) {
            api.post("/api/v1/namespaces", Made.object("Namespace", signal));
            for (int i = 0; i < OBJECTS; i++) {
                ObjectNode settings = Made.object("ConfigMap", "settings-" + i);
                // Every other one is empty: of those the server does not note who made them.
                if (i % 2 == 0) {
                    settings.putObject("data").put("number", Integer.toString(i));
                }
                api.post(configMaps(signal), settings);
            }
        }
        Ran dump =
                Ran.jangada(cluster.kubeconfig(), "dump", folder.resolve("dump").toString());
        assertThat(dump.code()).as(dump.err()).isZero();
        api.delete(configMaps("int"));
        api.delete(configMaps("term"));
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void aSignalEndsItAndResumeFinishes(String signal) {
        String namespace = signal.toLowerCase(java.util.Locale.ROOT);
        CommandResult ended = interrupted(signal, namespace);
        assertThat(ended.exit()).as(ended.stderr()).isEqualTo(130);
        String last = ended.stderr().lines().toList().getLast();
        assertThat(last).startsWith(HOW_TO_GO_ON);
        assertThat(ended.stderr()).doesNotContain("Exception");
        assertThat(there(namespace)).isBetween(1, OBJECTS - 1);

        String id = last.substring(HOW_TO_GO_ON.length());
        assertThat(jangada("restore", "list").out().lines())
                .anyMatch(line -> line.startsWith(id) && line.contains("not ended"));
        Ran resumed = jangada("restore", "resume", id);
        assertThat(resumed.code()).as("%s\n%s", resumed.out(), resumed.err()).isZero();
        assertThat(resumed.out()).contains(OBJECTS + " created", "0 failed");
        assertThat(there(namespace)).isEqualTo(OBJECTS);
        assertThat(jangada("restore", "report", id).out()).contains("State: done");
    }

    /** Begins a restore, and ends it when it has written some objects and others are under way. */
    private CommandResult interrupted(String signal, String namespace) {
        var writes = new AtomicInteger();
        try (FaultProxy proxy = FaultProxy.before(cluster)) {
            proxy.inject(request -> request.isWrite() && writes.incrementAndGet() > IN_THE_MIDDLE
                    ? Fault.delay(Duration.ofSeconds(1))
                    : Fault.NONE);
            try (ChildJvm restore = JavaCommand.of(Main.class)
                    .withEnvironment("XDG_STATE_HOME", state())
                    .start(
                            "restore",
                            "--from=dump:" + folder.resolve("dump"),
                            "--namespace=" + namespace,
                            "--yes",
                            "--lang=en",
                            "--kubeconfig=" + proxy.kubeconfig())) {
                restore.await(() -> writes.get() > IN_THE_MIDDLE, PATIENCE);
                restore.signal(signal);
                return restore.awaitEnd(PATIENCE);
            }
        }
    }

    private int there(String namespace) {
        return (int) cluster.api()
                .get(configMaps(namespace))
                .path("items")
                .valueStream()
                .filter(item -> item.at("/metadata/name").asText().startsWith("settings-"))
                .count();
    }

    private Ran jangada(String... arguments) {
        var words = new java.util.ArrayList<>(java.util.List.of(arguments));
        words.add("--lang=en");
        words.add("--kubeconfig=" + cluster.kubeconfig());
        return Ran.withEnvironment(Map.of("XDG_STATE_HOME", state()), false, words.toArray(String[]::new));
    }

    private static String state() {
        return folder.resolve("state").toString();
    }

    private static String configMaps(String namespace) {
        return "/api/v1/namespaces/" + namespace + "/configmaps";
    }
}
