package dev.jangada.kube.cluster.restore;

import dev.jangada.kube.model.compare.Spool;
import java.util.ArrayList;
import java.util.List;

/** Keeps a comparison's objects in memory. */
final class MemorySpool implements Spool {

    private final List<byte[]> kept = new ArrayList<>();

    @Override
    public long append(byte[] bytes) {
        kept.add(bytes);
        return kept.size() - 1L;
    }

    @Override
    public byte[] read(long position, int length) {
        return kept.get((int) position);
    }

    @Override
    public void close() {
        kept.clear();
    }
}
