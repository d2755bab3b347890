package dev.jangada.cli.restore;

import dev.jangada.kube.cluster.restore.RestoreReport;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the server remarked, each remark once with how many objects it was about; the most frequent first. */
final class ServerWarnings {

    private ServerWarnings() {}

    static List<Map.Entry<String, Long>> of(RestoreReport report) {
        var counts = new TreeMap<String, Long>();
        report.warnings().forEach(warning -> counts.merge(warning.text(), 1L, Long::sum));
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
    }
}
