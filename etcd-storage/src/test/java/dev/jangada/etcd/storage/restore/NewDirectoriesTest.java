package dev.jangada.etcd.storage.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.etcd.storage.EtcdFile;
import dev.jangada.etcd.storage.Fixtures;
import dev.jangada.etcd.storage.OpenOptions;
import dev.jangada.etcd.storage.wal.Wal;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where files are while they are written, where they will be, and how they are called. */
class NewDirectoriesTest {

    private static final NewCluster ONE = NewCluster.parse("n1=http://127.0.0.1:2380", NewCluster.DEFAULT_TOKEN);

    @TempDir
    Path folder;

    /** As etcd itself has it, and anywhere else in it but over the database. */
    @Test
    void logMayGoIntoTheDataDirectory() {
        for (String inside : List.of("member/wal", "wal", "logs/of/etcd", "member/other")) {
            Path data = folder.resolve("data-" + inside.replace('/', '-'));
            restore(data, data.resolve(inside));
            try (Wal wal = Wal.open(data.resolve(inside), 0)) {
                assertThat(wal.lastIndex()).isEqualTo(1);
            }
            assertThat(data.resolve("member/snap/db")).isRegularFile();
        }
        Path data = folder.resolve("data");
        for (String over : List.of("", "member", "member/snap", "member/snap/wal", "other/../member/snap")) {
            assertThatThrownBy(() -> restore(data, data.resolve(over)))
                    .isInstanceOfSatisfying(
                            Problem.class,
                            problem -> assertThat(problem.exitCode()).isEqualTo(ExitCode.USAGE))
                    .hasMessageContaining("is named for two things");
        }
        assertThat(data).doesNotExist();
    }

    private static void restore(Path data, Path wal) {
        try (EtcdFile source = EtcdFile.open(Fixtures.path(Fixtures.HISTORY_34), OpenOptions.standard())) {
            Target target = new Target("n1", data, Optional.of(wal));
            var _ = Restore.run(source, ONE, RestoreOptions.plain(), List.of(target), step -> {});
        }
    }

    /** A failure names what the user has named, and not what is beside it for a while. */
    @Test
    void whatCannotBeWrittenIsCalledByItsFinalName() {
        try (var directories = new NewDirectories()) {
            Path target = folder.resolve("new");
            Path staged = directories.stage(target);
            assertThat(staged).isNotEqualTo(target);
            assertThat(directories.shown(staged.resolve("member/snap/db"))).isEqualTo(target.resolve("member/snap/db"));
            assertThatThrownBy(() -> directories.write(staged.resolve("not/there"), new byte[1]))
                    .hasMessageContaining(target.resolve("not/there") + " cannot be written (no such file")
                    .message()
                    .doesNotContain(".tmp-");
            directories.write(staged.resolve("file"), new byte[1]);
            assertThatThrownBy(() -> directories.directory(staged, Path.of("file", "inside")))
                    .hasMessageContaining(target.resolve("file") + "")
                    .message()
                    .doesNotContain(".tmp-");
            assertThatThrownBy(() -> directories.copy(staged.resolve("file"), staged.resolve("not/copied")))
                    .hasMessageContaining(target.resolve("not/copied").toString())
                    .message()
                    .doesNotContain(".tmp-");
        }
        assertThat(folder.toFile().list()).isEmpty();
    }
}
