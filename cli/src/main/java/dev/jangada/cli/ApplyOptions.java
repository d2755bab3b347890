package dev.jangada.cli;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a plan is applied and told; nothing of what it does. */
final class ApplyOptions {

    @Mixin
    TargetOption to = new TargetOption();

    @Option(names = "--confirm", paramLabel = "N", descriptionKey = "restore.confirm")
    @Nullable
    String confirm;

    @Option(names = "--wait-for-volumes", paramLabel = "SECONDS", descriptionKey = "restore.wait-for-volumes")
    int waitForVolumes = 120;

    @Option(names = "--show-all", descriptionKey = "restore.show-all")
    boolean showAll;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            descriptionKey = "restore.output")
    TextOrJson output = TextOrJson.text;

    Duration patience() {
        return Duration.ofSeconds(waitForVolumes);
    }

    /** Begins to tell; only when nothing can go wrong any more that leaves nothing to tell. */
    RestoreOutput output(JangadaCommand jangada) throws IOException {
        return output == TextOrJson.json
                ? new JsonRestoreOutput(jangada.terminal, jangada.globals)
                : new TextRestoreOutput(jangada.terminal, jangada.globals, showAll);
    }
}
