package dev.jangada.kube.storage;

import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Selection;
import dev.jangada.kube.storage.encryption.EncryptionConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Short words for what tests do with a source. */
final class Sources {

    private Sources() {}

    static EtcdSource open(RecordedData data) {
        return EtcdSource.open(data, data.currentRevision(), EncryptionConfiguration.NONE, Optional.empty());
    }

    static ResourceKind kind(EtcdSource source, String word) {
        return source.kinds().find(word).getFirst();
    }

    static List<KubeObject> read(EtcdSource source, String word, Selection selection) {
        var objects = new ArrayList<KubeObject>();
        var _ = source.read(kind(source, word), selection, objects::add);
        return objects;
    }
}
