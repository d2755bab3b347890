package dev.jangada.repository.check;

import dev.jangada.problem.Problem;
import dev.jangada.repository.damage.Damage;
import dev.jangada.repository.format.Blob;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.Node;
import dev.jangada.repository.format.NodeType;
import dev.jangada.repository.read.BlobReader;
import dev.jangada.repository.read.BoundedTrees;
import dev.jangada.repository.store.Reason;
import dev.jangada.repository.store.Workers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Looks at every tree once, and adds up what is sound in it and below. Some 200 bytes a tree are kept.
 */
final class TreeSurvey {

    private static final int MOST_PATHS = 1000;

    private final BlobReader blobs;
    private final BoundedTrees trees;
    private final int parallel;
    private final Predicate<Blob> sound;
    private final BiConsumer<Id, Damage> unreadable;
    private final Map<Id, Summary> summaries = new ConcurrentHashMap<>();
    private final Map<Id, Totals> totals = new HashMap<>();

    /**
     * A survey.
     *
     * @param sound whether a blob of a file can be read
     * @param unreadable is told trees that cannot be
     */
    TreeSurvey(BlobReader blobs, int parallel, Predicate<Blob> sound, BiConsumer<Id, Damage> unreadable) {
        this.blobs = blobs;
        this.trees = new BoundedTrees(blobs);
        this.parallel = parallel;
        this.sound = sound;
        this.unreadable = unreadable;
    }

    /** Reads all trees below roots, level by level. */
    void read(Collection<Id> roots, CheckProgress progress) {
        Set<Id> level = new HashSet<>(roots);
        while (!level.isEmpty()) {
            Set<Id> next = ConcurrentHashMap.newKeySet();
            Workers.forEach(level, parallel, id -> {
                Summary summary = look(id);
                summaries.put(id, summary);
                next.addAll(summary.subtrees());
                progress.trees(summaries.size());
            });
            next.removeAll(summaries.keySet());
            level = next;
        }
    }

    private Summary look(Id id) {
        var look = new Look();
        try {
            trees.eachNode(id, look);
        } catch (Problem e) {
            unreadable.accept(id, Reason.orThrow(e));
            return new Summary(false, List.of(), 0, 0, 0);
        }
        return new Summary(true, List.copyOf(look.subtrees), look.files, look.bytes, look.lost);
    }

    private boolean isSound(Node file) {
        return file.content().stream().allMatch(id -> sound.test(Blob.data(id)));
    }

    int trees() {
        return summaries.size();
    }

    /** What is in a tree and below. */
    Totals totals(Id id) {
        Totals known = totals.get(id);
        if (known != null) {
            return known;
        }
        Summary summary = summaries.get(id);
        if (summary == null || !summary.readable()) {
            return new Totals(0, 0, 0, 1);
        }
        long files = summary.files();
        long bytes = summary.bytes();
        long lost = summary.lost();
        long lostDirectories = 0;
        for (Id subtree : summary.subtrees()) {
            Totals below = totals(subtree);
            files += below.files();
            bytes += below.bytes();
            lost += below.lostFiles();
            lostDirectories += below.lostDirectories();
        }
        var sum = new Totals(files, bytes, lost, lostDirectories);
        totals.put(id, sum);
        return sum;
    }

    /** The paths of what is lost below a root. */
    List<String> lostPaths(Id root) {
        var paths = new ArrayList<String>();
        collect("", root, paths);
        return paths;
    }

    private void collect(String path, Id id, List<String> paths) {
        Summary summary = summaries.get(id);
        if (summary == null || !summary.readable()) {
            paths.add(path + "/");
            return;
        }
        for (Node node : blobs.tree(id).nodes()) {
            if (paths.size() >= MOST_PATHS) {
                return;
            }
            String below = path + "/" + node.name();
            if (node.type() == NodeType.FILE && !isSound(node)) {
                paths.add(below);
            } else if (node.subtree().isPresent()) {
                Totals inside = totals(node.subtree().get());
                if (inside.lostFiles() > 0 || inside.lostDirectories() > 0) {
                    collect(below, node.subtree().get(), paths);
                }
            }
        }
    }

    /** Adds up the entries of one tree. */
    private final class Look implements Consumer<Node> {

        private final List<Id> subtrees = new ArrayList<>();
        private long files;
        private long bytes;
        private long lost;

        @Override
        public void accept(Node node) {
            node.subtree().ifPresent(subtrees::add);
            if (node.type() != NodeType.FILE) {
                return;
            }
            if (isSound(node)) {
                files++;
                bytes += node.size();
            } else {
                lost++;
            }
        }
    }

    private record Summary(boolean readable, List<Id> subtrees, long files, long bytes, long lost) {}

    /** What a tree holds, itself and below. */
    record Totals(long files, long bytes, long lostFiles, long lostDirectories) {}
}
