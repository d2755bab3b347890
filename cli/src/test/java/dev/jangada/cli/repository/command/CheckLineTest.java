package dev.jangada.cli.repository.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.cli.command.Progress;
import dev.jangada.cli.terminal.Input;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.repository.Repository;
import dev.jangada.repository.RepositoryOptions;
import dev.jangada.repository.backend.LocalBackend;
import dev.jangada.repository.check.CheckReport;
import dev.jangada.repository.check.PackSelection;
import dev.jangada.repository.crypto.ScryptCost;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees of a check, at its end. */
class CheckLineTest {

    private static final char[] PASSPHRASE = {'m', 'a', 'r'};

    @TempDir
    private Path folder;

    @Test
    void packsAndBytesAreThoseOfTheReport() throws IOException {
        Path place = folder.resolve("repository");
        Repository.init(
                        new LocalBackend(place),
                        PASSPHRASE,
                        RepositoryOptions.usual().withNewKeys(new ScryptCost(1024, 8, 1)))
                .repository()
                .close();
        var content = new byte[3_000_000];
        new Random(7).nextBytes(content);
        RealRestic.on(place.toString(), new String(PASSPHRASE))
                .must("backup", Files.write(folder.resolve("file"), content).toString());
        var screen = new StringWriter();
        var terminal = new Terminal(
                Input.NOTHING,
                new PrintWriter(new StringWriter()),
                new PrintWriter(screen),
                true,
                true,
                Map.of(),
                Locale.ENGLISH);
        var line = new CheckLine(new LocalBackend(place), PackSelection.all(), terminal);
        try (Repository repository = Repository.open(line, PASSPHRASE, RepositoryOptions.usual());
                Progress progress = Progress.none(terminal)) {
            line.tell(progress);
            CheckReport report = repository.check(PackSelection.all());
            assertThat(report.isSound()).isTrue();
            assertThat(line.packs()).isEqualTo(report.packsRead()).isEqualTo(report.packs());
            assertThat(line.packBytes()).isEqualTo(report.bytesRead()).isGreaterThan(content.length);
        }
    }
}
