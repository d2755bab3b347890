package dev.jangada.settings;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.FileFailure;
import dev.jangada.problem.Problem;
import dev.jangada.settings.problem.Mistakes;
import dev.jangada.settings.problem.SettingsMessage;
import dev.jangada.settings.table.Place;
import dev.jangada.settings.table.Setting;
import dev.jangada.settings.table.Shape;
import dev.jangada.settings.table.ValueParser;
import dev.jangada.settings.yaml.MalformedYamlException;
import dev.jangada.settings.yaml.YamlReader;
import dev.jangada.settings.yaml.YamlValue;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Optional;

/** Reads a settings file; tells all that is wrong with it, not only the first. */
public final class SettingsFile {

    /** The name of the file that is read from the working directory if none is named. */
    public static final Path USUAL = Path.of("jangada.yaml");

    /** No settings are longer; what is, is another file. */
    private static final int MOST_BYTES = 1 << 20;

    private final Mistakes mistakes;
    private final ValueParser parser;
    private final Values values = new Values();

    private SettingsFile(Path file, Path home) {
        Path folder = Optional.ofNullable(file.getParent()).orElse(Path.of(""));
        this.mistakes = new Mistakes(file);
        this.parser = new ValueParser(new Place(folder, home), mistakes);
    }

    /**
     * Reads a file.
     *
     * @param home the user's home, which {@code ~/} means
     * @throws Problem if it cannot be read as a file; what is wrong with what it says is in the result
     */
    public static ReadSettings read(Path file, Path home) {
        var reading = new SettingsFile(file, home);
        reading.whole(text(file));
        return new ReadSettings(file, reading.values, reading.mistakes.inOrder());
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new Problem(ExitCode.USAGE, SettingsMessage.TOO_LARGE, file, MOST_BYTES);
            }
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new Problem(e, ExitCode.USAGE, SettingsMessage.NOT_UTF_8, file);
        } catch (NoSuchFileException e) {
            throw new Problem(e, ExitCode.USAGE, SettingsMessage.MISSING, file);
        } catch (AccessDeniedException e) {
            throw new Problem(e, ExitCode.USAGE, SettingsMessage.DENIED, file);
        } catch (IOException e) {
            throw new Problem(e, ExitCode.USAGE, SettingsMessage.UNREADABLE, file, FileFailure.reason(e));
        }
    }

    private void whole(String text) {
        try {
            YamlReader.read(text).ifPresent(value -> {
                switch (value) {
                    case YamlValue.Fields fields -> section("", fields);
                    case YamlValue.Nothing _ -> {}
                    default -> mistakes.add(value.line(), "", SettingsMessage.NO_MAP);
                }
            });
        } catch (MalformedYamlException e) {
            if (e.isSecondDocument()) {
                mistakes.add(e.line(), "", SettingsMessage.SECOND_DOCUMENT);
            } else {
                mistakes.add(e.line(), "", SettingsMessage.NOT_YAML, String.valueOf(e.getMessage()));
            }
            return;
        }
        together();
    }

    private void section(String section, YamlValue.Fields fields) {
        var lines = new HashMap<String, Integer>();
        for (YamlValue.Field field : fields.fields()) {
            String key = section.isEmpty() ? field.name() : section + "." + field.name();
            Integer before = lines.putIfAbsent(field.name(), field.line());
            Optional<Setting> setting =
                    Setting.of(key).filter(known -> known.section().equals(section));
            if (before != null) {
                mistakes.add(field.line(), key, SettingsMessage.TWICE, before);
            } else if (setting.isEmpty()) {
                Suggestions.tell(mistakes, field.line(), section, field.name());
            } else if (setting.get().shape() == Shape.SECTION) {
                subsection(key, field.value());
            } else {
                parser.parse(setting.get(), field.value())
                        .ifPresent(value -> values.put(setting.get(), value, field.line()));
            }
        }
    }

    /** A section whose keys are all commented out is nothing, and not wrong. */
    private void subsection(String key, YamlValue value) {
        switch (value) {
            case YamlValue.Fields fields -> section(key, fields);
            case YamlValue.Nothing _ -> {}
            case YamlValue.Alias alias -> mistakes.add(alias.line(), key, SettingsMessage.ALIAS);
            default -> mistakes.add(value.line(), key, SettingsMessage.NO_SECTION);
        }
    }

    /** What keys mean for each other. */
    private void together() {
        Optional<Integer> file = values.line(Setting.REPOSITORY_PASSWORD_FILE);
        values.line(Setting.REPOSITORY_PASSWORD_COMMAND)
                .ifPresent(command -> file.ifPresent(line -> mistakes.add(
                        Math.max(command, line),
                        Setting.REPOSITORY_PASSWORD_COMMAND.key(),
                        SettingsMessage.ONE_OF_BOTH,
                        Setting.REPOSITORY_PASSWORD_FILE.key(),
                        Math.min(command, line))));
        needs(Setting.ETCD_CERT_FILE, Setting.ETCD_KEY_FILE);
        needs(Setting.ETCD_KEY_FILE, Setting.ETCD_CERT_FILE);
        needs(Setting.ETCD_PASSWORD_FILE, Setting.ETCD_USER);
    }

    /** A key that is there in a wrong form is told already, and not missed. */
    private void needs(Setting setting, Setting other) {
        boolean isTold =
                mistakes.inOrder().stream().anyMatch(mistake -> mistake.key().equals(other.key()));
        if (values.line(other).isEmpty() && !isTold) {
            values.line(setting)
                    .ifPresent(line -> mistakes.add(line, setting.key(), SettingsMessage.NEEDS, other.key()));
        }
    }
}
