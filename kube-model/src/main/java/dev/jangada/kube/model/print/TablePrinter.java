package dev.jangada.kube.model.print;

import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ResourceKind;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * kubectl's table. Columns are as wide as the widest of the first {@value #MEASURED} rows; a longer list goes on in that
 * width, so that it can be printed while it is read.
 */
public final class TablePrinter implements ObjectPrinter {

    private static final int MEASURED = 500;
    private static final int GAP = 3;
    private static final Pattern LINE_END = Pattern.compile("[\\f\\n\\r]");
    static final Pattern CONTROLS = Pattern.compile("[\\x00-\\x1f\\x7f-\\x9f]+");

    private final Writer out;
    private final Options options;
    private final Instant now;

    private List<Column> columns = List.of();
    private String prefix = "";
    private int @Nullable [] widths;
    private final List<String[]> rows = new ArrayList<>();
    private boolean anyTable;

    /**
     * How the table looks.
     *
     * @param wide whether the wide columns are shown
     * @param namespaces whether the first column is the namespace
     * @param severalKinds whether names carry their kind ({@code deployment.apps/web}) and tables are set apart
     * @param headers whether the heading is shown
     * @param labels whether the last column is the labels
     */
    public record Options(boolean wide, boolean namespaces, boolean severalKinds, boolean headers, boolean labels) {}

    /**
     * A printer of tables.
     *
     * @param out where the table goes
     * @param options how it looks
     * @param now the moment that ages are reckoned to
     */
    public TablePrinter(Writer out, Options options, Instant now) {
        this.out = out;
        this.options = options;
        this.now = now;
    }

    @Override
    public void begin(ResourceKind kind, Optional<KubeObject> definition) throws IOException {
        end();
        prefix = options.severalKinds
                ? (kind.group().isEmpty() ? kind.singular() : kind.singular() + "." + kind.group()) + "/"
                : "";
        columns = columns(kind, definition);
        widths = null;
    }

    private List<Column> columns(ResourceKind kind, Optional<KubeObject> definition) {
        var shown = new ArrayList<Column>();
        if (options.namespaces && kind.namespaced()) {
            shown.add(Column.of("NAMESPACE", Cells.at("/metadata/namespace", "")));
        }
        String before = prefix;
        Column name = Column.of(
                "NAME", (object, moment) -> before + object.at("/metadata/name").asText());
        Columns.of(kind, name, definition).stream()
                .filter(column -> options.wide || !column.wide())
                .forEach(shown::add);
        if (options.labels) {
            shown.add(Column.of("LABELS", (object, moment) -> Cells.labels(object.at("/metadata/labels"))));
        }
        return shown;
    }

    @Override
    public void print(KubeObject object) throws IOException {
        var tree = object.tree();
        String[] row = columns.stream()
                .map(column -> oneLine(column.cell().of(tree, now)))
                .toArray(String[]::new);
        if (widths != null) {
            write(row, widths);
            return;
        }
        rows.add(row);
        if (rows.size() == MEASURED) {
            flush();
        }
    }

    @Override
    public void end() throws IOException {
        if (widths == null && !rows.isEmpty()) {
            flush();
        }
        widths = null;
    }

    private void flush() throws IOException {
        String[] headers = columns.stream()
                .map(column -> column.header().toUpperCase(Locale.ROOT))
                .toArray(String[]::new);
        int[] width = Arrays.stream(headers)
                .mapToInt(header -> options.headers ? width(header) : 0)
                .toArray();
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                width[i] = Math.max(width[i], width(row[i]));
            }
        }
        if (anyTable) {
            out.write('\n');
        }
        anyTable = true;
        if (options.headers) {
            write(headers, width);
        }
        for (String[] row : rows) {
            write(row, width);
        }
        rows.clear();
        widths = width;
    }

    private void write(String[] row, int[] width) throws IOException {
        var line = new StringBuilder();
        for (int i = 0; i < row.length; i++) {
            line.append(row[i]);
            if (i < row.length - 1) {
                line.repeat(' ', Math.max(1, width[i] + GAP - width(row[i])));
            }
        }
        out.append(line).append('\n');
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    /** A cell must not break its row, nor send control sequences to a terminal: it ends with its first line. */
    private static String oneLine(String text) {
        Matcher end = LINE_END.matcher(text);
        String line = end.find() ? text.substring(0, end.start()) + "..." : text;
        return line.codePoints().anyMatch(Character::isISOControl)
                ? CONTROLS.matcher(line).replaceAll(" ")
                : line;
    }
}
