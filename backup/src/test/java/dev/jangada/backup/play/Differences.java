package dev.jangada.backup.play;

import dev.jangada.kube.dump.convert.VersionConverter;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.compare.DiffListener;
import dev.jangada.kube.model.compare.DiffOptions;
import dev.jangada.kube.model.compare.DiffSummary;
import dev.jangada.kube.model.compare.ObjectDiff;
import dev.jangada.kube.model.compare.SourceDiff;
import dev.jangada.kube.model.compare.Spool;
import dev.jangada.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What differs between two sources. */
public final class Differences {

    private Differences() {}

    /** A line each; empty if nothing does. Leases are renewed every few seconds, so they are passed over. */
    public static List<String> between(ObjectSource before, ObjectSource after) {
        var lines = new ArrayList<String>();
        DiffSummary summary = new SourceDiff(
                        before, after, DiffOptions.DEFAULT, new VersionConverter(), MemorySpool::new)
                .run(new DiffListener() {
                    @Override
                    public void onAdded(KubeObject object) {
                        lines.add("+ " + object.key());
                    }

                    @Override
                    public void onRemoved(KubeObject object) {
                        lines.add("- " + object.key());
                    }

                    @Override
                    public void onChanged(ObjectDiff diff) {
                        lines.add("~ " + diff.key() + " " + diff.changes());
                    }

                    @Override
                    public void onNotComparable(KubeObject one, KubeObject other, Optional<Problem> why) {
                        lines.add("? " + one.key() + " " + why);
                    }
                });
        summary.before().gaps().forEach(gap -> lines.add("gap " + gap));
        summary.after().gaps().forEach(gap -> lines.add("gap " + gap));
        lines.removeIf(line -> line.startsWith("~ Lease.coordination.k8s.io "));
        return lines;
    }

    private static final class MemorySpool implements Spool {
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
}
