package dev.jangada.settings.yaml;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Optional;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/** Reads YAML into {@link YamlValue}s. Aliases are not followed, so that no small file can be a large tree. */
public final class YamlReader {

    private final JsonParser parser;

    private YamlReader(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * Reads the one document of a text.
     *
     * @return nothing if the text is empty, or holds comments only
     * @throws MalformedYamlException if it is not YAML
     */
    public static Optional<YamlValue> read(String text) throws MalformedYamlException {
        try (JsonParser parser = new YAMLFactory().createParser(text)) {
            if (parser.nextToken() == null) {
                return Optional.empty();
            }
            var reader = new YamlReader(parser);
            YamlValue value = reader.value();
            if (parser.nextToken() != null) {
                throw new MalformedYamlException(reader.line());
            }
            return Optional.of(value);
        } catch (JsonProcessingException e) {
            throw malformed(text, e);
        } catch (IOException e) {
            throw new IllegalStateException("a text cannot fail to be read", e);
        }
    }

    /**
     * Jackson's own place is the last token that it has read; SnakeYAML below it knows where it stumbled. That this is the end of the
     * text says nothing, as where a quotation mark is missing: then the last token is nearer.
     */
    private static MalformedYamlException malformed(String text, JsonProcessingException e) {
        int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
        return switch (e.getCause()) {
            case MarkedYAMLException marked
            when marked.getProblemMark() != null ->
                new MalformedYamlException(
                        marked.getProblemMark().getIndex() < text.codePointCount(0, text.length())
                                ? marked.getProblemMark().getLine() + 1
                                : line,
                        firstLine(marked.getProblem()),
                        e);
            case ReaderException character ->
                new MalformedYamlException(line(text, character.getPosition()), firstLine(e.getOriginalMessage()), e);
            case null, default -> new MalformedYamlException(line, firstLine(e.getOriginalMessage()), e);
        };
    }

    private static int line(String text, int codePoints) {
        return 1
                + (int) text.codePoints()
                        .limit(codePoints)
                        .filter(c -> c == '\n')
                        .count();
    }

    /** The library's reasons go on with an excerpt of the file, which is not for logs. */
    private static String firstLine(String reason) {
        return reason.lines().findFirst().orElse("");
    }

    private int line() {
        return parser.currentTokenLocation().getLineNr();
    }

    private YamlValue value() throws IOException {
        int line = line();
        return switch (parser.currentToken()) {
            case START_OBJECT -> fields(line);
            case START_ARRAY -> items(line);
            case VALUE_STRING ->
                parser instanceof YAMLParser yaml && yaml.isCurrentAlias()
                        ? new YamlValue.Alias(line)
                        : new YamlValue.Text(parser.getText(), line);
            case VALUE_NUMBER_INT -> new YamlValue.Whole(parser.getBigIntegerValue(), parser.getText(), line);
            case VALUE_NULL -> new YamlValue.Nothing(line);
            default -> new YamlValue.Other(parser.getText(), line);
        };
    }

    private YamlValue fields(int line) throws IOException {
        var fields = new ArrayList<YamlValue.Field>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            int at = line();
            parser.nextToken();
            fields.add(new YamlValue.Field(name, at, value()));
        }
        return new YamlValue.Fields(fields, line);
    }

    private YamlValue items(int line) throws IOException {
        var items = new ArrayList<YamlValue>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value());
        }
        return new YamlValue.Items(items, line);
    }
}
