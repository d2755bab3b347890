package dev.jangada.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.backup.create.BackupOrder;
import dev.jangada.kube.cluster.LiveSource;
import dev.jangada.kube.model.Glob;
import dev.jangada.kube.model.Selection;
import dev.jangada.problem.Problem;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What a person should know of a backup that is complete all the same. */
final class CreationWarningsTest extends OnShore {

    private List<String> warnings(UnaryOperator<BackupOrder> ordered) {
        try (LiveSource live = shore.live()) {
            var created = backups.create(ordered.apply(shore.order(Optional.empty(), Optional.of(live))));
            assertThat(created.backup().complete()).isTrue();
            return created.manifest().warnings().stream()
                    .map(Problem::getMessage)
                    .toList();
        }
    }

    @Test
    void aNamespaceThatIsMistyped() {
        List<Glob> namespaces = List.of(Glob.of("default"), Glob.of("defualt"), Glob.of("nobody-*"));
        assertThat(warnings(order -> order.withSelection(Selection.ALL.withNamespaces(namespaces, List.of()))))
                .singleElement()
                .asString()
                .contains("no namespace defualt");
    }

    @Test
    void aLastBackupOfTomorrow() {
        assertThat(warnings(order -> order.withClock(Clock.offset(Clock.systemUTC(), Duration.ofDays(1)))))
                .isEmpty();
        assertThat(warnings(UnaryOperator.identity()))
                .singleElement()
                .asString()
                .contains("clock", "latest");
    }
}
