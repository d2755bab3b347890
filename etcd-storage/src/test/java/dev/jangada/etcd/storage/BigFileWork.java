package dev.jangada.etcd.storage;

import dev.jangada.etcd.storage.mvcc.KeyState;
import dev.jangada.etcd.storage.mvcc.Mvcc;
import dev.jangada.etcd.storage.restore.NewCluster;
import dev.jangada.etcd.storage.restore.Restore;
import dev.jangada.etcd.storage.restore.RestoreOptions;
import dev.jangada.etcd.storage.restore.RestoreResult;
import dev.jangada.etcd.storage.restore.Target;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAdder;

/** All work there is with a {@link BigFile}, in a JVM whose heap is small; prints what came of it, one line each. */
final class BigFileWork {

    private BigFileWork() {}

    /** Takes the file, the directory to restore to, and how many keys there are. */
    public static void main(String[] arguments) {
        long keys = Long.parseLong(arguments[2]);
        try (EtcdFile file = EtcdFile.open(Path.of(arguments[0]), OpenOptions.standard())) {
            print("verify", file.verify(10).faults().size());
            print("status", file.status(3).hash());
            print("keys", file.status(3).liveKeys());
            Mvcc mvcc = file.mvcc();
            print("hashkv", mvcc.hashKv(0).hash());
            long revision = mvcc.currentRevision();
            KeyState prefix = mvcc.at(revision, "/registry/kind-07/".getBytes(StandardCharsets.US_ASCII));
            print("prefix", prefix.size());
            var bytes = new LongAdder();
            prefix.forEach(record -> bytes.add(record.valueBytes().length));
            print("listed", bytes.sum());
            print("all", mvcc.at(revision).size());
            byte[] one = BigFile.key(keys / 2).getBytes(StandardCharsets.US_ASCII);
            print("one", mvcc.history(one).getLast().valueBytes().length);
            RestoreResult result = Restore.run(
                    file,
                    NewCluster.parse("m1=http://127.0.0.1:1", "t"),
                    new RestoreOptions(0, OptionalLong.empty()),
                    List.of(new Target("m1", Path.of(arguments[1]), Optional.empty())),
                    step -> {});
            print("restored", result.hash().hash());
        }
    }

    private static void print(String what, long value) {
        System.out.println(what + "=" + value);
    }
}
