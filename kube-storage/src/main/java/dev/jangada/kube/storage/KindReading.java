package dev.jangada.kube.storage;

import dev.jangada.kube.model.Glob;
import dev.jangada.kube.model.Reading;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Selection;
import dev.jangada.problem.Problem;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One kind being read, from its first key to its last. For one reading. */
final class KindReading {

    private final String source;
    private final StoredKeys keys;
    private final KeyLayout layout;
    private final ValueDecoder decoder;
    private final ResourceKind kind;
    private final String apiVersion;
    private long objects;
    private long bytes;
    private long unreadable;
    private @Nullable Problem first;

    /**
     * A reading.
     *
     * @param kind the kind
     * @param apiVersion the version that its objects are to be shown in, empty for the stored one
     */
    KindReading(
            String source,
            StoredKeys keys,
            KeyLayout layout,
            ValueDecoder decoder,
            ResourceKind kind,
            String apiVersion) {
        this.source = source;
        this.keys = keys;
        this.layout = layout;
        this.decoder = decoder;
        this.kind = kind;
        this.apiVersion = apiVersion;
    }

    /**
     * Reads to the end.
     *
     * @throws Problem at the end, if some of the objects could not be read
     */
    Reading read(List<KeyLayout.Directory> directories, Selection selection, Consumer<StoredObject> sink) {
        for (KeyLayout.Directory directory : directories) {
            int from = directory.from();
            int to = directory.to();
            String only = kind.namespaced() ? selection.onlyNamespace() : null;
            if (only != null) {
                from = keys.lowerBound(KeyLayout.bytes(directory.path() + "/" + only + "/"));
                to = keys.lowerBound(KeyLayout.bytes(directory.path() + "/" + only + "0"));
            }
            for (int i = from; i < to; i++) {
                StoredValue value = keys.get(i);
                if (mayBeWanted(value, selection)) {
                    object(value, directory.resource(), selection, sink);
                }
            }
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

    private void object(
            StoredValue value, KeyLayout.Resource resource, Selection selection, Consumer<StoredObject> sink) {
        StoredObject object;
        try {
            object = decoder.object(value, resource, apiVersion);
        } catch (Problem problem) {
            unreadable++;
            first = first == null ? problem : first;
            return;
        }
        if (selection.matches(object.object())) {
            sink.accept(object);
            objects++;
            bytes += object.object().json().length;
        }
    }
}
