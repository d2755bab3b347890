package dev.jangada.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Rows of words in columns as wide as their widest word. */
public final class TextTable {

    private static final String GAP = "   ";

    private final List<List<String>> rows = new ArrayList<>();
    private final int texts;

    /**
     * A table.
     *
     * @param texts how many columns, from the left, hold text; those behind them hold numbers, which stand at the right
     */
    public TextTable(int texts) {
        this.texts = texts;
    }

    /** Adds a row below those that there are. */
    public void row(List<String> cells) {
        rows.add(List.copyOf(cells));
    }

    /** The lines, from the first row on. */
    public List<String> lines() {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        var widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], length(row.get(i)));
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private String line(List<String> row, int[] widths) {
        var line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            String padding = " ".repeat(widths[i] - length(row.get(i)));
            line.append(i == 0 ? "" : GAP);
            line.append(i < texts ? row.get(i) + padding : padding + row.get(i));
        }
        return line.toString().stripTrailing();
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
