package dev.jangada.kube.model;

import dev.jangada.problem.Problem;
import java.util.List;
import java.util.Optional;

/**
 * A place that Kubernetes objects come from: a live cluster, a dump directory, later an etcd snapshot or a backup.
 * Every command that reads is written against this interface, once.
 *
 * <p>Implementations are safe for use by several threads; different kinds may be read at the same time.
 */
public interface ObjectSource extends AutoCloseable {

    /** Where the objects are from, and as of when. */
    Provenance provenance();

    /** What is here, and what should be and is not. */
    Coverage coverage();

    /** The kinds of this source, each at the version it prefers. */
    KindCatalog kinds();

    /**
     * Streams the objects of one kind, in no promised order, each once.
     *
     * @param kind a kind of {@link #kinds()}, at that or at another version
     * @param selection which objects; the source may leave the filtering by label and field to its server
     * @param sink takes each object
     * @throws Problem if the kind cannot be read to its end; objects that the sink already has are
     *     then not all there are
     */
    Reading read(ResourceKind kind, Selection selection, ObjectSink sink);

    /**
     * One object, or empty if this source does not have it.
     *
     * @param namespace the namespace, empty for a cluster-scoped kind
     * @throws Problem if the source cannot be asked
     */
    Optional<KubeObject> get(ResourceKind kind, String namespace, String name);

    /**
     * The versions of a kind that {@link #read} can answer with, the preferred one first; empty if there is none. A
     * source that keeps objects as they were written has exactly the version it holds.
     */
    List<String> versions(GroupKind kind);

    /**
     * The namespaces that are written out and are in none of some sources: most likely mistyped, they select nothing.
     *
     * @param wanted globs over namespaces
     */
    static List<String> namespacesNowhere(List<Glob> wanted, List<? extends ObjectSource> sources) {
        return wanted.stream()
                .filter(Glob::isLiteral)
                .map(Glob::toString)
                .filter(name -> sources.stream().noneMatch(source -> source.mayHaveNamespace(name)))
                .toList();
    }

    /** Whether there is a namespace of this name; true also where that cannot be known. */
    default boolean mayHaveNamespace(String name) {
        try {
            return kinds().find(new GroupKind("", "Namespace"))
                    .map(kind -> get(kind, "", name).isPresent()
                            || !coverage().selection().names().isEmpty())
                    .orElse(true);
        } catch (Problem unknown) {
            return true;
        }
    }

    /** The SHA-256 of the files that the objects are read from, in hexadecimal; empty for a source that lives. */
    default Optional<String> digest() {
        return Optional.empty();
    }

    /** Releases what the source holds; never fails. */
    @Override
    void close();
}
