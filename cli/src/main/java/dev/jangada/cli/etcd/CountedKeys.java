package dev.jangada.cli.etcd;

import dev.jangada.etcd.storage.mvcc.Census;
import dev.jangada.etcd.storage.mvcc.Status;
import dev.jangada.kube.storage.StoredKeys;
import dev.jangada.kube.storage.StoredValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The beginnings of keys that a status has counted, as if they were the keys: enough to find out how Kubernetes' are laid
 * out, and there without all keys being put in order once more.
 *
 * @param revision whose state was counted
 * @param beginnings in the order of their bytes
 */
record CountedKeys(long revision, List<byte[]> beginnings) implements StoredKeys {

    static CountedKeys of(Status status) {
        return new CountedKeys(
                status.revision(),
                status.census().stream()
                        .filter(census -> !census.isRest())
                        .map(Census::prefix)
                        .map(prefix -> prefix.getBytes(StandardCharsets.UTF_8))
                        .sorted(Arrays::compareUnsigned)
                        .toList());
    }

    @Override
    public int size() {
        return beginnings.size();
    }

    @Override
    public StoredValue get(int i) {
        return new StoredValue(beginnings.get(i), () -> new byte[0], 0, 0, 0, 0, false);
    }

    @Override
    public int lowerBound(byte[] key) {
        int low = 0;
        int high = beginnings.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Arrays.compareUnsigned(beginnings.get(middle), key) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
