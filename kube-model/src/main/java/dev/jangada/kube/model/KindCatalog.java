package dev.jangada.kube.model;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of a source, found by the names that kubectl understands. */
public final class KindCatalog {

    private final String source;
    private final List<ResourceKind> kinds;
    private final Map<GroupKind, ResourceKind> byGroupKind = new HashMap<>();

    /**
     * A catalogue of kinds.
     *
     * @param source the source's name, for error messages
     * @param kinds the kinds in order of preference: where two share a name, the first is meant; of two that are one
     *     kind under two groups, the first stays
     */
    public KindCatalog(String source, List<ResourceKind> kinds) {
        this.source = source;
        this.kinds = kinds.stream()
                .filter(kind -> byGroupKind.putIfAbsent(kind.groupKind(), kind) == null)
                .toList();
    }

    /** Every kind, in order of preference. */
    public List<ResourceKind> all() {
        return kinds;
    }

    public Optional<ResourceKind> find(GroupKind kind) {
        return Optional.ofNullable(byGroupKind.get(kind.canonical()));
    }

    /**
     * The kinds that a word on the command line means.
     *
     * @param word plural, singular, short name or kind, in any case, alone or followed by {@code .group} or
     *     {@code .version.group}; or a category such as {@code all}; or several of them with commas between
     * @throws Problem if there is no such kind, with the nearest name there is
     */
    public List<ResourceKind> find(String word) {
        return Stream.of(word.split(",", -1))
                .flatMap(part -> named(part).stream())
                .distinct()
                .toList();
    }

    private List<ResourceKind> named(String word) {
        String wanted = word.toLowerCase(Locale.ROOT);
        Optional<ResourceKind> exact =
                kinds.stream().filter(kind -> isNamed(kind, wanted)).findFirst();
        if (exact.isPresent()) {
            return List.of(exact.get());
        }
        List<ResourceKind> category = kinds.stream()
                .filter(kind -> kind.categories().contains(wanted))
                .toList();
        if (!category.isEmpty()) {
            return category;
        }
        for (int dot = wanted.indexOf('.'); dot > 0; dot = wanted.indexOf('.', dot + 1)) {
            String name = wanted.substring(0, dot);
            String rest = wanted.substring(dot + 1);
            Optional<ResourceKind> qualified = kinds.stream()
                    .filter(kind -> isNamed(kind, name))
                    .flatMap(kind -> atGroup(kind, rest).stream())
                    .findFirst();
            if (qualified.isPresent()) {
                return List.of(qualified.get());
            }
        }
        throw unknown(word, wanted);
    }

    private static boolean isNamed(ResourceKind kind, String name) {
        return kind.plural().equals(name)
                || kind.singular().equals(name)
                || kind.kind().toLowerCase(Locale.ROOT).equals(name)
                || kind.shortNames().contains(name);
    }

    /** The kind if {@code rest} is its group, or a version and its group. */
    private static Optional<ResourceKind> atGroup(ResourceKind kind, String rest) {
        if (rest.equals(kind.group())
                || rest.equals(
                        new GroupKind(kind.group(), kind.kind()).canonical().group())) {
            return Optional.of(kind);
        }
        int dot = rest.indexOf('.');
        String version = dot < 0 ? rest : rest.substring(0, dot);
        String group = dot < 0 ? "" : rest.substring(dot + 1);
        boolean isVersion = version.matches("v\\d+((alpha|beta)\\d+)?");
        return isVersion && group.equals(kind.group()) ? Optional.of(kind.atVersion(version)) : Optional.empty();
    }

    private Problem unknown(String word, String wanted) {
        if (BuiltinKinds.all().stream().anyMatch(kind -> isNamed(kind, wanted))) {
            return new Problem(ExitCode.USAGE, ModelMessage.KIND_NOT_HERE, word, source);
        }
        Stream<String> names = kinds.stream()
                .flatMap(kind -> Stream.concat(Stream.of(kind.plural(), kind.singular()), kind.shortNames().stream()));
        return Nearest.of(wanted, names)
                .map(near -> new Problem(ExitCode.USAGE, ModelMessage.UNKNOWN_KIND_SUGGESTION, word, source, near))
                .orElseGet(() -> new Problem(ExitCode.USAGE, ModelMessage.UNKNOWN_KIND, word, source));
    }
}
