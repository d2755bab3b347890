package dev.jangada.settings;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.settings.problem.Mistake;
import dev.jangada.settings.problem.SettingsMessage;
import dev.jangada.settings.table.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A settings file that was read: what it says, and what is wrong with it. */
public final class ReadSettings {

    private final Path file;
    private final Values values;
    private final List<Mistake> mistakes;

    ReadSettings(Path file, Values values, List<Mistake> mistakes) {
        this.file = file;
        this.values = values;
        this.mistakes = List.copyOf(mistakes);
    }

    /** The file. */
    public Path file() {
        return file;
    }

    /** All that is wrong, in the order of lines. */
    public List<Mistake> mistakes() {
        return mistakes;
    }

    /** What could be understood, whatever is wrong with the rest. */
    public Settings understood() {
        return values.settings();
    }

    /**
     * What the file says.
     *
     * @throws Problem that tells all that is wrong, one sentence on a line
     */
    public Settings settings() {
        Optional<Problem> all = mistakes.stream()
                .map(Mistake::problem)
                .reduce((one, next) -> new Problem(ExitCode.USAGE, SettingsMessage.BOTH, one, next));
        if (all.isPresent()) {
            throw all.get();
        }
        return understood();
    }

    /** What is given, as a reader of the file understands it: paths resolved, spans in one notation. */
    public Map<Setting, String> given() {
        return values.all().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> GivenText.of(entry.getValue().value()),
                        (one, _) -> one,
                        () -> new TreeMap<>()));
    }

    /** What is wrong with the files and programs that the settings name; looks at this machine. */
    public List<Mistake> checkFiles(Optional<String> searchPath) {
        return new FileChecks(file, searchPath).check(values);
    }
}
