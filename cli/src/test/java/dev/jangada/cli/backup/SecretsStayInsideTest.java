package dev.jangada.cli.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.cli.Made;
import dev.jangada.lab.ChildJvm;
import dev.jangada.lab.CommandResult;
import dev.jangada.lab.ControlPlane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The value of a Secret and the passphrase are in no file, no output and no list of processes that a backup or its restore leaves. */
@Timeout(180)
final class SecretsStayInsideTest {

    private static final String VALUE = "tesouro-enterrado-4711";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static ControlPlane cluster;

    @TempDir
    private Path folder;

    @BeforeAll
    @SuppressWarnings("NullAway")
    static void start() {
        cluster = ControlPlane.start(options -> options.withoutControllerManager());
        ObjectNode secret = Made.object("Secret", "tesouro");
        secret.putObject("stringData").put("mapa", VALUE);
        cluster.api().post("/api/v1/namespaces/default/secrets", secret);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void nothingOfThemIsLeftAnywhere() throws IOException {
        Quay quay = Quay.onDirectory(folder, cluster);
        quay.must("repository", "init");
        var seen = new TreeMap<String, byte[]>();
        try (ChildJvm create = quay.start("backup", "create", "-v")) {
            // All that others can see of it for as long as it works, and its files as they come and go.
            create.await(
                    () -> {
                        look(create.pid(), "cmdline", seen);
                        look(create.pid(), "environ", seen);
                        files(folder, seen);
                        return create.out().contains("cais");
                    },
                    PATIENCE);
            var _ = ended(create, seen);
        }
        try (ChildJvm verify = quay.start("backup", "verify", "-v")) {
            var _ = ended(verify, seen);
        }
        // A Secret that is gone is in the plan, and comes back.
        var _ = cluster.kubectl("delete", "secret", "tesouro").orFail();
        try (ChildJvm plan = quay.start("restore", "plan", "--from", "backup:latest", "-v")) {
            assertThat(ended(plan, seen)).contains("tesouro");
        }
        try (ChildJvm plan = quay.start("restore", "plan", "--from", "backup:latest", "-o", "json", "-v")) {
            assertThat(ended(plan, seen)).contains("tesouro");
        }
        files(folder, seen);
        try (ChildJvm restore = quay.start(
                "restore", "--from", "backup:latest", "-n", "default", "--include-names", "tesouro", "--yes", "-v")) {
            restore.await(
                    () -> {
                        look(restore.pid(), "cmdline", seen);
                        files(folder, seen);
                        return restore.out().contains("tesouro");
                    },
                    PATIENCE);
            var _ = ended(restore, seen);
        }
        assertThat(cluster.api()
                        .get("/api/v1/namespaces/default/secrets/tesouro")
                        .at("/data/mapa")
                        .asText())
                .isEqualTo(Base64.getEncoder().encodeToString(VALUE.getBytes(StandardCharsets.UTF_8)));
        quay.must("backup", "forget", "--keep-last", "1", "--yes");
        files(folder, seen);
        assertThat(seen.keySet())
                .as("what was looked into")
                .anyMatch(name -> name.contains("/repository/data/"))
                .anyMatch(name -> name.contains("/cache/"))
                .anyMatch(name -> name.contains("/state/"))
                .anyMatch(name -> name.endsWith("cmdline"));
        assertThat(leaks(seen)).isEmpty();

        // It is there, and found by the same search where it is to be found.
        seen.put(
                "printed",
                quay.must("get", "secret", "tesouro", "--from", "backup:latest", "-o", "yaml")
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(leaks(seen)).containsExactly("printed");
    }

    /** Waits for the end, which must be a good one; gives what it printed. */
    private static String ended(ChildJvm child, Map<String, byte[]> seen) {
        CommandResult ended = child.awaitEnd(PATIENCE);
        assertThat(ended.exit()).as(ended.stderr()).isZero();
        seen.put("out " + child.pid(), ended.stdout().getBytes(StandardCharsets.UTF_8));
        seen.put("err " + child.pid(), ended.stderr().getBytes(StandardCharsets.UTF_8));
        return ended.stdout();
    }

    private static void look(long pid, String file, Map<String, byte[]> seen) {
        try {
            seen.put("/proc/" + pid + "/" + file, Files.readAllBytes(Path.of("/proc", Long.toString(pid), file)));
        } catch (IOException gone) {
            // It has ended.
        }
    }

    /** Files that are there by name, but for the one that holds the passphrase on purpose. */
    private static void files(Path folder, Map<String, byte[]> seen) {
        try (var all = Files.walk(folder)) {
            for (Path path : all.toList()) {
                if (Files.isRegularFile(path) && !path.endsWith("passphrase")) {
                    seen.put(path.toString(), Files.readAllBytes(path));
                }
            }
        } catch (IOException | UncheckedIOException changing) {
            // The next look sees more.
        }
    }

    private static Set<String> leaks(Map<String, byte[]> seen) {
        List<byte[]> secrets = new ArrayList<>();
        for (String text : List.of(VALUE, Quay.PASSPHRASE)) {
            secrets.add(text.getBytes(StandardCharsets.UTF_8));
            secrets.add(Base64.getEncoder().withoutPadding().encode(text.getBytes(StandardCharsets.UTF_8)));
        }
        var found = new TreeSet<String>();
        seen.forEach((name, bytes) -> {
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            if (secrets.stream().anyMatch(secret -> text.contains(new String(secret, StandardCharsets.ISO_8859_1)))) {
                found.add(name);
            }
        });
        return found;
    }
}
