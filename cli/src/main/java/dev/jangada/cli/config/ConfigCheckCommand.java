package dev.jangada.cli.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.command.OutputOption;
import dev.jangada.cli.command.TextOrJson;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.kube.model.Json;
import dev.jangada.problem.ExitCode;
import dev.jangada.settings.ReadSettings;
import dev.jangada.settings.SettingsFile;
import dev.jangada.settings.problem.Mistake;
import dev.jangada.settings.table.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jangada config check}: every mistake in a settings file, and what it says. */
@Command(name = "check")
final class ConfigCheckCommand implements Callable<Integer> {

    private final Jangada jangada;

    @Mixin
    private FileArgument argument;

    @Mixin
    private OutputOption output;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields in
    ConfigCheckCommand(Jangada jangada) {
        this.jangada = jangada;
    }

    @Override
    public Integer call() throws IOException {
        Terminal terminal = jangada.terminal();
        ReadSettings read =
                SettingsFile.read(argument.file(jangada.globals()), Path.of(System.getProperty("user.home")));
        List<Mistake> mistakes = Stream.concat(
                        read.mistakes().stream(),
                        read
                                .checkFiles(Optional.ofNullable(
                                        terminal.environment().get("PATH")))
                                .stream())
                .sorted(Comparator.comparingInt(Mistake::line))
                .toList();
        if (output.isJson()) {
            json(read, mistakes);
        } else {
            text(read, mistakes);
        }
        return (mistakes.isEmpty() ? ExitCode.DONE : ExitCode.USAGE).code();
    }

    private void text(ReadSettings read, List<Mistake> mistakes) {
        Terminal terminal = jangada.terminal();
        for (Mistake mistake : mistakes) {
            terminal.out().println(Terminal.harmless(mistake.problem().in(terminal.locale())));
        }
        if (!mistakes.isEmpty()) {
            terminal.out().flush();
            terminal.note(ConfigMessage.CHECK_WRONG, read.file(), mistakes.size());
            return;
        }
        terminal.out()
                .println(terminal.text(
                        read.given().isEmpty() ? ConfigMessage.CHECK_EMPTY : ConfigMessage.CHECK_RIGHT, read.file()));
        lines(ConfigMessage.CHECK_UNDERSTOOD, read.given());
        lines(ConfigMessage.CHECK_DEFAULTS, defaults(read));
    }

    private void lines(ConfigMessage heading, Map<Setting, String> values) {
        if (!values.isEmpty()) {
            Terminal terminal = jangada.terminal();
            terminal.out().println(terminal.text(heading));
            values.forEach(
                    (setting, value) -> terminal.out().println("  " + setting.key() + ": " + Terminal.harmless(value)));
        }
    }

    private static Map<Setting, String> defaults(ReadSettings read) {
        var defaults = new java.util.TreeMap<Setting, String>();
        Arrays.stream(Setting.values())
                .filter(setting -> !read.given().containsKey(setting))
                .forEach(setting -> setting.fallback().ifPresent(value -> defaults.put(setting, value)));
        return defaults;
    }

    private void json(ReadSettings read, List<Mistake> mistakes) throws IOException {
        ObjectNode json = Json.object()
                .put("formatVersion", 1)
                .put("file", read.file().toString())
                .put("right", mistakes.isEmpty());
        ArrayNode list = json.putArray("mistakes");
        for (Mistake mistake : mistakes) {
            list.addObject()
                    .put("line", mistake.line())
                    .put("key", mistake.key())
                    .put("code", mistake.problem().code())
                    .put("text", mistake.problem().in(Locale.ENGLISH));
        }
        ObjectNode settings = json.putObject("settings");
        read.given().forEach((setting, value) -> settings.put(setting.key(), value));
        ObjectNode defaults = json.putObject("defaults");
        defaults(read).forEach((setting, value) -> defaults.put(setting.key(), value));
        TextOrJson.print(jangada.terminal(), json);
    }
}
