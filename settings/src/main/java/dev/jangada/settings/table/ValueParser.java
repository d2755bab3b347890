package dev.jangada.settings.table;

import dev.jangada.etcd.client.Endpoint;
import dev.jangada.kube.model.FieldSelector;
import dev.jangada.kube.model.LabelSelector;
import dev.jangada.problem.Problem;
import dev.jangada.repository.RepositoryLocation;
import dev.jangada.settings.problem.Mistakes;
import dev.jangada.settings.problem.SettingsMessage;
import dev.jangada.settings.yaml.YamlValue;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes of a value in YAML what its {@link Shape} says, or tells what is wrong. */
public final class ValueParser {

    private final Place place;
    private final Mistakes mistakes;

    /**
     * A parser.
     *
     * @param place what paths start from
     * @param mistakes gets what is wrong
     */
    public ValueParser(Place place, Mistakes mistakes) {
        this.place = place;
        this.mistakes = mistakes;
    }

    /**
     * Reads the value of a setting that is no section.
     *
     * @return a {@code String}, {@code Path}, {@code Integer} or {@code List<String>}, {@code Duration}, {@code KeepWithin} or
     *     {@code Cadence}, as the shape has it; nothing if it is wrong
     */
    public Optional<Object> parse(Setting setting, YamlValue value) {
        return switch (value) {
            case YamlValue.Nothing nothing -> wrong(setting, nothing, SettingsMessage.NO_VALUE);
            case YamlValue.Alias alias -> wrong(setting, alias, SettingsMessage.ALIAS);
            case YamlValue.Items items -> list(setting, items);
            case YamlValue.Fields fields -> wrongKind(setting, fields);
            case YamlValue.Whole whole when setting.shape() == Shape.COUNT -> count(setting, whole);
            case YamlValue.Whole whole -> unquoted(setting, whole, whole.text());
            case YamlValue.Other other -> unquoted(setting, other, other.text());
            case YamlValue.Text text -> {
                if (setting.shape() == Shape.COMMAND || setting.shape() == Shape.COUNT) {
                    yield wrongKind(setting, text);
                }
                Optional<Object> one = text(setting, text);
                yield setting.shape().isList() ? one.map(List::of) : one;
            }
        };
    }

    private Optional<Object> list(Setting setting, YamlValue.Items items) {
        boolean command = setting.shape() == Shape.COMMAND;
        if (!command && !setting.shape().isList()) {
            return wrongKind(setting, items);
        }
        if (items.items().isEmpty() && setting.shape() != Shape.TEXTS) {
            return wrong(setting, items, SettingsMessage.NO_VALUE);
        }
        var texts = new ArrayList<Object>();
        for (YamlValue item : items.items()) {
            switch (item) {
                case YamlValue.Text text -> text(setting, text).ifPresent(texts::add);
                case YamlValue.Whole whole -> unquoted(setting, whole, whole.text());
                case YamlValue.Other other -> unquoted(setting, other, other.text());
                case YamlValue.Alias alias -> wrong(setting, alias, SettingsMessage.ALIAS);
                case YamlValue.Nothing _, YamlValue.Items _, YamlValue.Fields _ -> wrongKind(setting, item);
            }
        }
        if (texts.size() != items.items().size()) {
            return Optional.empty();
        }
        if (command) {
            String program = String.valueOf(texts.getFirst());
            if (program.isBlank()) {
                return wrongKind(setting, items);
            }
            // One without a slash is looked for on the search path.
            texts.set(0, program.contains("/") ? place.resolve(program).toString() : program);
        }
        return Optional.of(List.copyOf(texts));
    }

    private Optional<Object> count(Setting setting, YamlValue.Whole whole) {
        boolean fits = whole.value().signum() > 0 && whole.value().bitLength() < Integer.SIZE;
        if (fits) {
            return Optional.of(whole.value().intValueExact());
        }
        return wrong(setting, whole, SettingsMessage.NO_COUNT);
    }

    private Optional<Object> text(Setting setting, YamlValue.Text value) {
        String text = value.text();
        Shape shape = setting.shape();
        if (!shape.matches(text)) {
            return wrongForm(setting, value);
        }
        try {
            return Optional.of(
                    switch (shape) {
                        case PATH, SECRET_FILE -> place.resolve(text);
                        case PATH_OR_NONE -> text.equals("none") ? Optional.empty() : Optional.of(place.resolve(text));
                        case REPOSITORY -> repository(text);
                        case PERIOD -> KeepWithin.parse(text);
                        case TIME_SPAN, TIME_SPAN_OR_NONE -> TimeSpans.parse(text);
                        case CADENCE -> Cadence.parse(text);
                        case ENDPOINTS -> endpoint(text);
                        case LABEL_SELECTOR -> LabelSelector.of(text);
                        case FIELD_SELECTOR -> FieldSelector.of(text);
                        case TEXT, WORD, TEXTS, COMMAND, CALENDAR -> text;
                        case SECTION, COUNT -> throw new IllegalArgumentException(setting.key());
                    });
        } catch (Problem refused) {
            return wrong(setting, value, SettingsMessage.REFUSED_VALUE, refused);
        } catch (InvalidPathException e) {
            return wrongForm(setting, value);
        }
    }

    /** Whether one without a scheme means TLS is known when all is read. */
    private static String endpoint(String text) {
        Endpoint.of(text, true);
        return text;
    }

    private String repository(String text) {
        String resolved = text.startsWith("s3:") ? text : place.resolve(text).toString();
        RepositoryLocation.parse(resolved, Optional.empty(), Optional.empty());
        return resolved;
    }

    private Optional<Object> wrongForm(Setting setting, YamlValue.Text value) {
        Shape shape = setting.shape();
        boolean isPath = shape == Shape.REPOSITORY || shape.word().startsWith("path");
        if (isPath && value.text().startsWith("~")) {
            return wrong(setting, value, SettingsMessage.OTHER_HOME, value.text());
        }
        if (shape == Shape.REPOSITORY && value.text().matches("https?://.*")) {
            return wrong(setting, value, SettingsMessage.S3_MISSING);
        }
        // What could be a password in an address is not told.
        String told = value.text().replaceAll("[^/\\s]*@", "***@");
        return wrong(setting, value, SettingsMessage.WRONG_FORM, told, setting.example());
    }

    private Optional<Object> wrongKind(Setting setting, YamlValue value) {
        SettingsMessage message = switch (setting.shape()) {
            case COMMAND -> SettingsMessage.NO_COMMAND;
            case TEXTS, ENDPOINTS -> SettingsMessage.NO_LIST;
            case COUNT -> SettingsMessage.NO_COUNT;
            default -> SettingsMessage.NO_TEXT;
        };
        return wrong(setting, value, message, setting.example());
    }

    private Optional<Object> unquoted(Setting setting, YamlValue value, String text) {
        return setting.shape() == Shape.COUNT
                ? wrong(setting, value, SettingsMessage.NO_COUNT)
                : wrong(setting, value, SettingsMessage.UNQUOTED, text);
    }

    private Optional<Object> wrong(
            Setting setting, YamlValue value, SettingsMessage message, @Nullable Object... arguments) {
        mistakes.add(value.line(), setting.key(), message, arguments);
        return Optional.empty();
    }
}
