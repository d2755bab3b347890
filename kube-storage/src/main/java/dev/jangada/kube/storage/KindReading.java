package dev.jangada.kube.storage;

import dev.jangada.kube.model.Glob;
import dev.jangada.kube.model.Reading;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Selection;
import dev.jangada.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One kind being read, from its first key to its last. For one reading. */
final class KindReading {

    private final String source;
    private final StoredKeys keys;
    private final KeyLayout layout;
    private final Supplier<ValueDecoder> decoders;
    private final ResourceKind kind;
    private final String apiVersion;
    private long objects;
    private long bytes;
    private final SealedObjects sealed = new SealedObjects();
    private long unreadable;
    private @Nullable Problem first;

    /**
     * A reading.
     *
     * @param decoders makes decoders, each for one thread
     * @param kind the kind
     * @param apiVersion the version that its objects are to be shown in, empty for the stored one
     */
    KindReading(
            String source,
            StoredKeys keys,
            KeyLayout layout,
            Supplier<ValueDecoder> decoders,
            ResourceKind kind,
            String apiVersion) {
        this.source = source;
        this.keys = keys;
        this.layout = layout;
        this.decoders = decoders;
        this.kind = kind;
        this.apiVersion = apiVersion;
    }

    /**
     * What became of a key: the object, or why it cannot be read.
     *
     * @param object the object, if it can be read
     * @param problem why not
     * @param sealed how it is encrypted, if a KMS plugin has the key; else empty
     * @param key of an object that cannot be read
     */
    private record Outcome(
            @Nullable StoredObject object, @Nullable Problem problem, String sealed, String key) {

        Outcome(StoredObject object) {
            this(object, null, "", "");
        }

        Outcome(Problem problem, StoredValue value) {
            this(null, problem, SealedObjects.scheme(value), value.keyText());
        }

        long bytes() {
            return object == null ? 0 : object.object().json().length;
        }
    }

    /**
     * Reads to the end. The sink is called by this thread, in the order of the keys; what it is given is decoded ahead of it on
     * all cores.
     *
     * @throws Problem at the end, if some of the objects could not be read
     */
    Reading read(List<KeyLayout.Directory> directories, Selection selection, Consumer<StoredObject> sink) {
        boolean all = isAll(selection);
        for (KeyLayout.Directory directory : directories) {
            int from = directory.from();
            int to = directory.to();
            String only = kind.namespaced() ? selection.onlyNamespace() : null;
            if (only != null) {
                from = keys.lowerBound(KeyLayout.bytes(directory.path() + "/" + only + "/"));
                to = keys.lowerBound(KeyLayout.bytes(directory.path() + "/" + only + "0"));
            }
            new ReadAhead<ValueDecoder, Outcome>(
                            decoders,
                            (decoder, at) -> outcome(decoder, keys.get(at), directory.resource(), selection, all),
                            Outcome::bytes)
                    .read(from, to, outcome -> take(outcome, sink));
        }
        if (first != null && sealed.count() == unreadable) {
            throw sealed.problem(unreadable + objects, kind.resourceName(), source);
        }
        if (first != null) {
            throw new Problem(
                    first,
                    first.exitCode(),
                    StorageMessage.SOME_UNREADABLE,
                    unreadable,
                    unreadable + objects,
                    kind.resourceName(),
                    source,
                    first);
        }
        return new Reading(kind, objects, bytes, List.of(Long.toString(keys.revision())), false);
    }

    /** Empty if the object is not wanted. */
    private Optional<Outcome> outcome(
            ValueDecoder decoder, StoredValue value, KeyLayout.Resource resource, Selection selection, boolean all) {
        if (!all && !mayBeWanted(value, selection)) {
            return Optional.empty();
        }
        try {
            StoredObject object = decoder.object(value, resource, apiVersion);
            return selection.matches(object.object()) ? Optional.of(new Outcome(object)) : Optional.empty();
        } catch (Problem problem) {
            return Optional.of(new Outcome(problem, value));
        }
    }

    /** Whether a selection chooses nothing but kinds. */
    static boolean isAll(Selection selection) {
        return selection.withKinds(List.of(), List.of()).equals(Selection.ALL);
    }

    /** Whether the selection can want an object, by its key; the object itself is asked later. */
    private boolean mayBeWanted(StoredValue value, Selection selection) {
        KeyLayout.Place place = layout.place(value.keyText()).orElse(null);
        return place != null
                && (place.namespace().isEmpty() || selection.wantsNamespace(place.namespace()))
                && (selection.names().isEmpty() || among(selection.names(), place.name()))
                && !among(selection.exceptNames(), place.name());
    }

    private static boolean among(List<Glob> globs, String name) {
        return globs.stream().anyMatch(glob -> glob.matches(name));
    }

    /** Its namespace and name, which the key has too where the value is not to be read. */
    private String name(String key) {
        return layout.place(key)
                .map(place -> place.namespace().isEmpty() ? place.name() : place.namespace() + "/" + place.name())
                .orElse(key);
    }

    private void take(Outcome outcome, Consumer<StoredObject> sink) {
        if (outcome.problem() != null) {
            unreadable++;
            if (!outcome.sealed().isEmpty()) {
                sealed.add(name(outcome.key()), outcome.sealed());
            }
            first = first == null ? outcome.problem() : first;
        }
        if (outcome.object() != null) {
            sink.accept(outcome.object());
            objects++;
            bytes += outcome.bytes();
        }
    }
}
