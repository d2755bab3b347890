package dev.jangada.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.backup.create.BackupOrder;
import dev.jangada.backup.play.Shore;
import dev.jangada.kube.cluster.LiveSource;
import dev.jangada.kube.model.Glob;
import dev.jangada.kube.model.Selection;
import dev.jangada.lab.ControlPlane;
import dev.jangada.problem.Problem;
import dev.jangada.repository.Repository;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person should know of a backup that is complete all the same. */
final class CreationWarningsTest {

    private static ControlPlane cluster;

    @TempDir
    private Path directory;

    private Repository repository;
    private LiveSource live;
    private BackupOrder order;

    @BeforeAll
    @SuppressWarnings("NullAway")
    static void start() {
        cluster = ControlPlane.start(options -> options.withoutControllerManager());
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @BeforeEach
    @SuppressWarnings("NullAway")
    void open() {
        var shore = new Shore(directory, cluster);
        repository = shore.init();
        live = shore.live();
        order = shore.order(Optional.empty(), Optional.of(live));
    }

    @AfterEach
    void close() {
        live.close();
        repository.close();
    }

    private List<String> warnings(BackupOrder ordered) {
        var created = new Backups(repository).create(ordered);
        assertThat(created.backup().complete()).isTrue();
        return created.manifest().warnings().stream().map(Problem::getMessage).toList();
    }

    @Test
    void aNamespaceThatIsMistyped() {
        List<Glob> namespaces = List.of(Glob.of("default"), Glob.of("defualt"), Glob.of("nobody-*"));
        assertThat(warnings(order.withSelection(Selection.ALL.withNamespaces(namespaces, List.of()))))
                .singleElement()
                .asString()
                .contains("no namespace defualt");
    }

    @Test
    void aLastBackupOfTomorrow() {
        assertThat(warnings(order.withClock(Clock.offset(Clock.systemUTC(), Duration.ofDays(1)))))
                .isEmpty();
        assertThat(warnings(order)).singleElement().asString().contains("clock", "latest");
    }
}
