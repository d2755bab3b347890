package dev.jangada.cli.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.cli.command.Globals;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.terminal.Input;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.kube.model.Selection;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class WantedObjectsTest {

    @TempDir
    Path folder;

    @Test
    void aSilentApiDoesNotMakeShortNamesMeanNothing() throws IOException {
        Path settings = Files.writeString(
                folder.resolve("jangada.yaml"), "selection: {includeKinds: [cm, deploy, boats], excludeKinds: [ev]}\n");
        var globals = new Globals();
        var _ = new CommandLine(globals).parseArgs("--config", settings.toString());
        var nowhere = new PrintWriter(Writer.nullWriter());
        Selection wanted = WantedObjects.of(
                new Jangada(
                        new Terminal(Input.NOTHING, nowhere, nowhere, false, false, Map.of(), Locale.ENGLISH), globals),
                Optional.empty());
        assertThat(wanted.kinds()).extracting(Object::toString).contains("configmaps", "deployments.apps", "boats");
        assertThat(wanted.exceptKinds()).extracting(Object::toString).contains("events");
    }
}
