package dev.jangada.kube.storage;

import dev.jangada.kube.model.Coverage;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.KindCatalog;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectSink;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.Provenance;
import dev.jangada.kube.model.Reading;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Scrub;
import dev.jangada.kube.model.Selection;
import dev.jangada.kube.storage.encryption.EncryptionConfiguration;
import dev.jangada.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An etcd at one revision as a source of objects, each as it is stored: in its stored version, with nothing defaulted,
 * converted or pruned; its resourceVersion is the revision of its last change.
 *
 * <p>Besides what {@link EtcdData} needs for the keys it holds nothing but the kinds; a reading holds one object at a
 * time.
 */
public final class EtcdSource implements ObjectSource {

    private final EtcdData data;
    private final StoredKeys keys;
    private final EncryptionConfiguration encryption;
    private final KeyLayout layout;
    private final HeldKinds held;
    private final KindCatalog catalog;
    private final Provenance provenance;

    private EtcdSource(EtcdData data, StoredKeys keys, EncryptionConfiguration encryption, KeyLayout layout) {
        this.data = data;
        this.keys = keys;
        this.encryption = encryption;
        this.layout = layout;
        this.held = HeldKinds.of(data.name(), keys, layout, decoder());
        this.catalog = new KindCatalog(data.name(), held.all());
        this.provenance = Origin.of(this, data);
    }

    /**
     * Opens an etcd as a source; it is closed with the source.
     *
     * @param data the etcd
     * @param revision whose state is read
     * @param encryption the API server's keys, {@link EncryptionConfiguration#NONE} if there are none
     * @param prefix the API server's {@code --etcd-prefix}; if empty it is found out
     * @throws Problem if the revision is not retained, or nothing looks like Kubernetes
     */
    public static EtcdSource open(
            EtcdData data, long revision, EncryptionConfiguration encryption, Optional<String> prefix) {
        boolean opened = false;
        try {
            StoredKeys keys = data.at(revision);
            var source = new EtcdSource(data, keys, encryption, KeyLayout.of(keys, data.name(), prefix));
            opened = true;
            return source;
        } finally {
            if (!opened) {
                data.close();
            }
        }
    }

    private ValueDecoder decoder() {
        return new ValueDecoder(data.name(), encryption);
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    /**
     * Every kind that clusters have: what is not in etcd does not exist. Of those that few have, only what there are objects
     * of. Gaps are kinds whose objects cannot be decrypted or read.
     */
    @Override
    public Coverage coverage() {
        return new Coverage(held.groupKinds(), Selection.ALL, Scrub.NONE, held.gaps());
    }

    @Override
    public KindCatalog kinds() {
        return catalog;
    }

    /** The revision whose state this is. */
    public long revision() {
        return keys.revision();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Objects that are damaged or cannot be decrypted do not keep the others from being read; the problem comes at the
     * end and says how many there were.
     */
    @Override
    public Reading read(ResourceKind kind, Selection selection, ObjectSink sink) {
        HeldKinds.Held wanted = held.find(kind.groupKind()).orElse(null);
        if (wanted == null) {
            return new Reading(kind, 0, 0, List.of(Long.toString(revision())), false);
        }
        if (KindReading.isAll(selection)) {
            sink.expect(wanted.objects());
        }
        var reading = new KindReading(data.name(), keys, layout, this::decoder, kind, shownVersion(wanted, kind));
        return reading.read(wanted.directories(), selection, object -> sink.accept(object.object()));
    }

    /** The apiVersion that objects are to be shown in; empty for the stored one. */
    private static String shownVersion(HeldKinds.Held wanted, ResourceKind kind) {
        return wanted.custom()
                .filter(custom -> custom.sameInAll() && custom.versions().contains(kind.version()))
                .map(custom -> kind.apiVersion())
                .orElse("");
    }

    @Override
    public Optional<KubeObject> get(ResourceKind kind, String namespace, String name) {
        return stored(kind, namespace, name).map(StoredObject::object);
    }

    /**
     * One object, and what of it could not be read.
     *
     * @param namespace the namespace, empty for a cluster-scoped kind
     * @throws Problem if it is damaged or cannot be decrypted
     */
    public Optional<StoredObject> stored(ResourceKind kind, String namespace, String name) {
        String apiVersion = held.find(kind.groupKind())
                .map(wanted -> shownVersion(wanted, kind))
                .orElse("");
        for (byte[] key : layout.keys(kind, namespace, name)) {
            int at = keys.lowerBound(key);
            if (at < keys.size() && Arrays.equals(keys.get(at).key(), key)) {
                StoredValue value = keys.get(at);
                return Optional.of(decoder().object(value, resource(value), apiVersion));
            }
        }
        return Optional.empty();
    }

    private KeyLayout.Resource resource(StoredValue value) {
        return layout.place(value.keyText()).orElseThrow().resource();
    }

    /**
     * Every retained change of one object, the oldest first, up to the newest revision of the etcd. What is damaged, or
     * cannot be decrypted, because keys were changed meanwhile for example, hides none of the others.
     *
     * @param namespace the namespace, empty for a cluster-scoped kind
     */
    public List<ObjectRevision> history(ResourceKind kind, String namespace, String name) {
        ValueDecoder decoder = decoder();
        var revisions = new ArrayList<ObjectRevision>();
        for (byte[] key : layout.keys(kind, namespace, name)) {
            for (StoredValue value : data.history(key)) {
                revisions.add(revision(value, decoder));
            }
        }
        return revisions;
    }

    private ObjectRevision revision(StoredValue value, ValueDecoder decoder) {
        Optional<StoredObject> object = Optional.empty();
        Optional<Problem> unreadable = Optional.empty();
        if (!value.deleted()) {
            try {
                object = Optional.of(decoder.object(value, resource(value), ""));
            } catch (Problem problem) {
                unreadable = Optional.of(problem);
            }
        }
        return new ObjectRevision(value.modRevision(), value.version() == 1, object, unreadable);
    }

    /**
     * {@inheritDoc} Those that objects are stored in, the most frequent first, for which the beginning of every object of
     * the kind is read; or all versions of a custom kind that looks the same in each.
     */
    @Override
    public List<String> versions(GroupKind kind) {
        HeldKinds.Held wanted = held.find(kind).orElse(null);
        if (wanted == null) {
            return List.of();
        }
        if (wanted.custom().filter(CustomKind::sameInAll).isPresent()) {
            return wanted.custom().get().versions();
        }
        return new StoredVersions(keys, decoder()).of(wanted);
    }

    @Override
    public Optional<String> digest() {
        return data.digest();
    }

    @Override
    public void close() {
        data.close();
    }
}
