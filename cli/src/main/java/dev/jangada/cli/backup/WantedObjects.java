package dev.jangada.cli.backup;

import dev.jangada.cli.command.Jangada;
import dev.jangada.kube.cluster.LiveSource;
import dev.jangada.kube.model.BuiltinKinds;
import dev.jangada.kube.model.Glob;
import dev.jangada.kube.model.KindCatalog;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Selection;
import dev.jangada.problem.Problem;
import dev.jangada.settings.SelectionSettings;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which objects a backup holds: {@code selection} of {@code jangada.yaml}, and {@code -n}. */
final class WantedObjects {

    private WantedObjects() {}

    /**
     * The selection.
     *
     * @param api tells what a kind is called, where there is one
     * @throws dev.jangada.problem.Problem if a kind is named that the cluster does not have
     */
    static Selection of(Jangada jangada, Optional<LiveSource> api) {
        SelectionSettings settings = jangada.globals().settings().selection();
        List<String> namespaces = jangada.globals().namespaces();
        return Selection.ALL
                .withKinds(kinds(settings.includeKinds(), api), kinds(settings.excludeKinds(), api))
                .withNamespaces(
                        globs(namespaces.isEmpty() ? settings.includeNamespaces() : namespaces),
                        globs(settings.excludeNamespaces()))
                .withNames(globs(settings.includeNames()), globs(settings.excludeNames()))
                .withSelectors(settings.selector(), settings.fieldSelector());
    }

    /** Whether {@code -n} makes another selection than the settings, so that the backup is a part of what they select. */
    static boolean isPart(Jangada jangada) {
        Set<String> named = Set.copyOf(jangada.globals().namespaces());
        SelectionSettings settings = jangada.globals().settings().selection();
        return !named.isEmpty() && !named.contains("*") && !named.equals(Set.copyOf(settings.includeNamespaces()));
    }

    private static List<Glob> kinds(List<String> words, Optional<LiveSource> api) {
        return globs(words).stream()
                .flatMap(glob -> glob.isLiteral() ? named(glob, api) : Stream.of(glob))
                .toList();
    }

    /** A short name means nothing to etcd: where no API tells it, those of the kinds that every cluster has are known. */
    private static Stream<Glob> named(Glob glob, Optional<LiveSource> api) {
        try {
            return api
                    .<KindCatalog>map(LiveSource::kinds)
                    .orElseGet(() -> new KindCatalog("etcd", BuiltinKinds.all()))
                    .find(glob.toString())
                    .stream()
                    .map(ResourceKind::resourceName)
                    .map(Glob::of);
        } catch (Problem unknown) {
            if (api.isPresent()) {
                throw unknown;
            }
            return Stream.of(glob);
        }
    }

    private static List<Glob> globs(List<String> words) {
        return words.stream().map(Glob::of).toList();
    }
}
