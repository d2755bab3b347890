package dev.jangada.kube.model.compare;

import dev.jangada.kube.model.GroupKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The table {@code normal-form.txt}, which explains its own form. */
final class RuleTable {

    private static final String FILE = "normal-form.txt";
    private static final Pattern LINE =
            Pattern.compile("(?<path>(?:\"[^\"]*\"|[^\\s\"])+)\\s+(?<word>\\S+)(?:\\s+(?<argument>.*\\S))?\\s*");
    private static final Pattern STEP = Pattern.compile("\"([^\"]*)\"|([^.\"]+)");

    /** Sections by their heads, each line by line. */
    private final Map<String, List<Line>> sections;

    private final Map<GroupKind, Rules> compiled = new ConcurrentHashMap<>();

    private record Line(List<String> path, String word, String argument) {}

    private RuleTable(Map<String, List<Line>> sections) {
        this.sections = sections;
    }

    static RuleTable load() {
        try (var in = Objects.requireNonNull(RuleTable.class.getResourceAsStream(FILE))) {
            return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(FILE, e);
        }
    }

    /** Whether the kind has rules of its own. */
    boolean knows(GroupKind kind) {
        return sections.containsKey(kind.canonical().toString());
    }

    /** The rules for a kind: those of every kind, then its own. */
    Rules of(GroupKind kind) {
        return compiled.computeIfAbsent(kind.canonical(), wanted -> {
            var rules = new Rules();
            compile("*", rules);
            if (sections.containsKey(wanted.toString())) {
                compile(wanted.toString(), rules);
            }
            return rules;
        });
    }

    private void compile(String section, Rules into) {
        for (Line line : Objects.requireNonNull(sections.get(section), () -> FILE + ": no part [" + section + "]")) {
            Rules at = into.at(line.path);
            switch (line.word) {
                case "use" -> compile(line.argument, at);
                case "as-is" -> at.keepAsIs();
                case "set" -> at.matchBy(new Match(Match.How.SET, List.of()));
                case "key" -> at.matchBy(new Match(Match.How.KEY, fields(line.argument)));
                case "ordered-key" -> at.matchBy(new Match(Match.How.ORDERED_KEY, fields(line.argument)));
                default -> at.add(Rule.of(line.word, line.argument));
            }
        }
    }

    private static List<String> fields(String argument) {
        return List.of(argument.split(",", -1));
    }

    private static RuleTable of(String text) {
        var sections = new LinkedHashMap<String, List<Line>>();
        List<Line> section = new ArrayList<>();
        for (String raw : text.split("\n", -1)) {
            String line = raw.strip();
            if (line.startsWith("[")) {
                section = new ArrayList<>();
                if (sections.put(line.substring(1, line.length() - 1), section) != null) {
                    throw new IllegalArgumentException(FILE + ": twice " + line);
                }
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                section.add(line(line));
            }
        }
        return new RuleTable(sections);
    }

    private static Line line(String text) {
        Matcher matcher = LINE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(FILE + ": " + text);
        }
        Stream<String> path = STEP.matcher(matcher.group("path"))
                .results()
                .map(step -> step.group(1) != null ? step.group(1) : step.group(2));
        return new Line(
                path.toList(), matcher.group("word"), Objects.requireNonNullElse(matcher.group("argument"), ""));
    }
}
