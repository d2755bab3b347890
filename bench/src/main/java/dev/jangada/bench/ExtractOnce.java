package dev.jangada.bench;

import dev.jangada.backup.etcd.EtcdFileData;
import dev.jangada.etcd.storage.EtcdFile;
import dev.jangada.etcd.storage.OpenOptions;
import dev.jangada.etcd.storage.mvcc.KeyState;
import dev.jangada.kube.model.Capture;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.Selection;
import dev.jangada.kube.storage.EtcdSource;
import dev.jangada.kube.storage.encryption.EncryptionConfiguration;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * One reading of everything in a snapshot, each object taken and dropped, in a JVM of its own; or the same walk in which the
 * values are only copied. Prints seconds from before the file is opened, objects, bytes.
 */
final class ExtractOnce {

    private ExtractOnce() {}

    /** Arguments: the file, and how many kinds at a time; 0 to decode nothing. */
    public static void main(String[] arguments) {
        long began = System.nanoTime();
        int parallel = Integer.parseInt(arguments[1]);
        var objects = new LongAdder();
        var bytes = new LongAdder();
        Path path = Path.of(arguments[0]);
        if (parallel == 0) {
            copy(path, objects, bytes);
        } else {
            decode(path, parallel, objects, bytes);
        }
        System.out.println((System.nanoTime() - began) / 1e9 + " " + objects.sum() + " " + bytes.sum());
    }

    private static void copy(Path path, LongAdder objects, LongAdder bytes) {
        try (EtcdFile file = EtcdFile.open(path, OpenOptions.standard())) {
            KeyState keys = file.mvcc().at(file.mvcc().currentRevision());
            keys.forEach("/registry/", key -> {
                objects.increment();
                bytes.add(key.valueBytes().length);
            });
        }
    }

    private static void decode(Path path, int parallel, LongAdder objects, LongAdder bytes) {
        // The source closes the file.
        var data = new EtcdFileData(EtcdFile.open(path, OpenOptions.standard()), path, "etcd");
        try (EtcdSource source =
                EtcdSource.open(data, data.currentRevision(), EncryptionConfiguration.NONE, Optional.empty())) {
            Capture capture =
                    Capture.run(source, source.kinds().all(), Selection.ALL, parallel, kind -> (KubeObject object) -> {
                        objects.increment();
                        bytes.add(object.json().length);
                    });
            if (!capture.complete()) {
                throw new IllegalStateException(capture.gaps().toString());
            }
        }
    }
}
