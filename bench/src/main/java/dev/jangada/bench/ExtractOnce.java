package dev.jangada.bench;

import dev.jangada.etcd.storage.EtcdFile;
import dev.jangada.etcd.storage.OpenOptions;
import dev.jangada.etcd.storage.mvcc.KeyRecord;
import dev.jangada.etcd.storage.mvcc.KeyState;
import dev.jangada.kube.model.Capture;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.Selection;
import dev.jangada.kube.storage.EtcdData;
import dev.jangada.kube.storage.EtcdSource;
import dev.jangada.kube.storage.StoredKeys;
import dev.jangada.kube.storage.StoredValue;
import dev.jangada.kube.storage.encryption.EncryptionConfiguration;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
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
        try (EtcdFile file = EtcdFile.open(Path.of(arguments[0]), OpenOptions.standard())) {
            if (parallel == 0) {
                copy(file, objects, bytes);
            } else {
                decode(file, parallel, objects, bytes);
            }
        }
        System.out.println((System.nanoTime() - began) / 1e9 + " " + objects.sum() + " " + bytes.sum());
    }

    private static void copy(EtcdFile file, LongAdder objects, LongAdder bytes) {
        KeyState keys = file.mvcc().at(file.mvcc().currentRevision());
        keys.forEach("/registry/", key -> {
            objects.increment();
            bytes.add(key.valueBytes().length);
        });
    }

    private static void decode(EtcdFile file, int parallel, LongAdder objects, LongAdder bytes) {
        var data = new Data(file);
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

    /** The file as the source wants to see it. */
    private record Data(EtcdFile file) implements EtcdData {

        @Override
        public String name() {
            return "etcd";
        }

        @Override
        public long currentRevision() {
            return file.mvcc().currentRevision();
        }

        @Override
        public long oldestRevision() {
            return file.mvcc().compactRevision();
        }

        @Override
        public StoredKeys at(long revision) {
            return new Keys(file.mvcc().at(revision));
        }

        @Override
        public List<StoredValue> history(byte[] key) {
            return file.mvcc().history(key).stream().map(Keys::value).toList();
        }

        @Override
        public Instant written() {
            return Instant.EPOCH;
        }

        @Override
        public Optional<String> digest() {
            return Optional.empty();
        }

        @Override
        public void close() {
            // Who opened the file closes it.
        }
    }

    private record Keys(KeyState keys) implements StoredKeys {

        static StoredValue value(KeyRecord record) {
            return new StoredValue(
                    record.keyBytes(),
                    record::valueBytes,
                    record.revision(),
                    record.createRevision(),
                    record.version(),
                    record.lease(),
                    record.deleted());
        }

        @Override
        public long revision() {
            return keys.revision();
        }

        @Override
        public int size() {
            return keys.size();
        }

        @Override
        public StoredValue get(int i) {
            return value(keys.get(i));
        }

        @Override
        public int lowerBound(byte[] key) {
            return keys.lowerBound(key);
        }
    }
}
