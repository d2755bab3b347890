package dev.jangada.cli.config;

import dev.jangada.cli.command.Globals;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.settings.SettingsSchema;
import dev.jangada.settings.Template;
import dev.jangada.settings.table.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jangada config init}: writes a settings file to begin with. */
@Command(name = "init")
final class ConfigInitCommand implements Runnable {

    private final Jangada jangada;

    @Mixin
    private FileArgument argument;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields in
    ConfigInitCommand(Jangada jangada) {
        this.jangada = jangada;
    }

    @Override
    public void run() {
        Terminal terminal = jangada.terminal();
        Path file = argument.file(jangada.globals());
        Map<Setting, String> found = found();
        Path schema = file.resolveSibling(SettingsSchema.FILE);
        if (Files.exists(file)) {
            throw new Problem(ExitCode.REFUSED, ConfigMessage.INIT_EXISTS, file);
        }
        // The schema first: a settings file never points to one that is not there.
        boolean isOurs = writeSchema(schema);
        if (!NewFile.write(file, Template.text(terminal.locale(), found), false)) {
            throw new Problem(ExitCode.REFUSED, ConfigMessage.INIT_EXISTS, file);
        }
        if (!isOurs) {
            terminal.note(ConfigMessage.SCHEMA_KEPT, schema);
        }
        if (jangada.globals().quiet()) {
            return;
        }
        terminal.note(
                isOurs ? ConfigMessage.INIT_DONE_WITH_SCHEMA : ConfigMessage.INIT_DONE, file, schema.getFileName());
        if (!found.isEmpty()) {
            terminal.note(
                    ConfigMessage.INIT_FOUND,
                    found.keySet().stream().map(Setting::key).collect(Collectors.joining(", ")));
        }
        terminal.note(ConfigMessage.INIT_NEXT, file);
    }

    private Map<Setting, String> found() {
        Globals globals = jangada.globals();
        Optional<String> kubeconfig = globals.namedKubeconfig()
                .map(Path::toString)
                .or(() -> Optional.ofNullable(jangada.terminal().environment().get("KUBECONFIG"))
                        .filter(list -> !list.isEmpty()));
        return new FoundHere(Path.of("/"), Path.of(System.getProperty("user.home")))
                .look(kubeconfig, globals.namedContext());
    }

    /** A schema that an older version wrote is replaced, a file of somebody else is not. */
    private static boolean writeSchema(Path file) {
        String text = SettingsSchema.text();
        String mark = text.substring(0, text.indexOf('\n', text.indexOf("\"title\"")));
        try {
            if (Files.exists(file) && !Files.readString(file).startsWith(mark)) {
                return false;
            }
        } catch (IOException unreadable) {
            return false;
        }
        return NewFile.write(file, text, true);
    }
}
