package dev.jangada.kube.model.compare;

import static dev.jangada.kube.model.sample.Yaml.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Gap;
import dev.jangada.kube.model.Glob;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.Scrub;
import dev.jangada.kube.model.Selection;
import dev.jangada.kube.model.order.KindOrder;
import dev.jangada.kube.model.sample.MemorySource;
import dev.jangada.kube.model.sample.RealObjects;
import dev.jangada.kube.model.scrub.Scrubber.Reason;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Message;
import dev.jangada.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SourceDiffTest {

    private final AtomicInteger open = new AtomicInteger();

    @AfterEach
    void everySpoolWasClosed() {
        assertThat(open).hasValue(0);
    }

    @Test
    void aClusterDoesNotDifferFromItself() {
        var told = new Told();
        DiffSummary summary = diff(RealObjects.served(), shuffled(RealObjects.served()), told);
        assertThat(told.lines).isEmpty();
        assertThat(summary.isSame()).isTrue();
        assertThat(summary.complete()).isTrue();
        long leftOut = summary.before().leftOut().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        assertThat(summary.same() + leftOut).isEqualTo(RealObjects.served().size());
        assertThat(summary.before().leftOut()).containsKeys(Reason.MADE_BY_CONTROLLER, Reason.TRANSIENT);
    }

    @Test
    void exactlyTheDifferencesAreToldInOrder() {
        List<KubeObject> before = maps(0, 500);
        List<KubeObject> after = new ArrayList<>(maps(3, 503));
        after.replaceAll(object -> object.name().equals("m0100") ? map(100, "other") : object);
        var told = new Told();
        DiffSummary summary = diff(before, shuffled(after), told);
        assertThat(told.lines)
                .containsExactly(
                        "- ConfigMap shop/m0000",
                        "- ConfigMap shop/m0001",
                        "- ConfigMap shop/m0002",
                        "~ ConfigMap shop/m0100 data.a",
                        "+ ConfigMap shop/m0500",
                        "+ ConfigMap shop/m0501",
                        "+ ConfigMap shop/m0502");
        assertThat(summary)
                .extracting(DiffSummary::same, DiffSummary::added, DiffSummary::removed, DiffSummary::changed)
                .containsExactly(496L, 3L, 3L, 1L);
        assertThat(summary.isSame()).isFalse();
    }

    @Test
    void kindsComeInTheirOrder() {
        var told = new Told();
        diff(RealObjects.submitted(), emptied(RealObjects.submitted()), told);
        List<GroupKind> kinds = told.kinds;
        assertThat(kinds).isSortedAccordingTo(KindOrder.comparator()).hasSizeGreaterThan(30);
    }

    @Test
    void theStrongerScrubIsAppliedToBothSides() {
        KubeObject live = object("{apiVersion: v1, kind: Service, metadata: {name: s, namespace: shop},"
                + " spec: {type: NodePort, ports: [{port: 80, nodePort: 30080}]}}");
        KubeObject portable = object("{apiVersion: v1, kind: Service, metadata: {name: s, namespace: shop},"
                + " spec: {type: NodePort, ports: [{port: 80}]}}");
        KubeObject system = object("{apiVersion: v1, kind: Service, metadata: {name: dns, namespace: kube-system}}");
        var told = new Told();
        DiffSummary summary = run(
                new MemorySource(
                        List.of(portable), Selection.ALL, new Scrub(Scrub.Level.PORTABLE, false, false, false)),
                MemorySource.of(List.of(live, system)),
                DiffOptions.DEFAULT,
                Converter.NONE,
                told);
        assertThat(told.lines).isEmpty();
        assertThat(summary.scrub().level()).isEqualTo(Scrub.Level.PORTABLE);
        assertThat(summary.after().leftOut()).containsEntry(Reason.SYSTEM_NAMESPACE, 1L);
    }

    @Test
    void onlyWhatBothCoverIsCompared() {
        Selection shopOnly = Selection.ALL.withNamespaces(List.of(Glob.of("shop")), List.of());
        KubeObject elsewhere = object("{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: other}}");
        KubeObject uncovered = object("{apiVersion: v1, kind: Secret, metadata: {name: s, namespace: shop}}");
        var told = new Told();
        DiffSummary summary = run(
                new MemorySource(maps(0, 2), shopOnly, Scrub.GUIDE),
                MemorySource.of(plus(maps(0, 2), elsewhere, uncovered)),
                DiffOptions.DEFAULT,
                Converter.NONE,
                told);
        assertThat(told.lines).isEmpty();
        assertThat(summary.after().onlyHere()).containsExactly(new GroupKind("", "Secret"));
        assertThat(summary.before().selection()).isEqualTo(shopOnly);
    }

    @Test
    void aKindThatCannotBeReadIsAGapAndItsObjectsAreNotMissing() {
        var problem = new Problem(ExitCode.FAILED, Broken.BROKEN);
        for (boolean first : new boolean[] {true, false}) {
            MemorySource whole = MemorySource.of(plus(maps(0, 10), secret("a")));
            MemorySource broken =
                    MemorySource.of(plus(maps(0, 10), secret("b"))).failing(new GroupKind("", "ConfigMap"), problem);
            var told = new Told();
            DiffSummary summary =
                    run(first ? broken : whole, first ? whole : broken, DiffOptions.DEFAULT, Converter.NONE, told);
            assertThat(told.lines).containsExactly("~ Secret shop/s data.k");
            DiffSummary.Side side = first ? summary.before() : summary.after();
            assertThat(side.gaps()).containsExactly(new Gap("configmaps", problem));
            assertThat(summary.complete()).isFalse();
            assertThat(summary.same()).isZero();
        }
    }

    @Test
    void versionsAreBroughtTogetherOrCounted() {
        KubeObject old =
                object("{apiVersion: extensions/v1beta1, kind: Deployment, metadata: {name: d, namespace: a}}");
        KubeObject now = object("{apiVersion: apps/v1, kind: Deployment, metadata: {name: d, namespace: a}}");
        Converter converter = (object, version) -> {
            ObjectNode tree = object.tree();
            return version.equals("apps/v1")
                    ? Optional.of(KubeObject.of(tree.put("apiVersion", version)))
                    : Optional.empty();
        };
        for (List<KubeObject> sides : List.of(List.of(old, now), List.of(now, old))) {
            MemorySource first = MemorySource.of(List.of(sides.getFirst()));
            MemorySource second = MemorySource.of(List.of(sides.getLast()));
            assertThat(run(first, second, DiffOptions.DEFAULT, converter, new Told()))
                    .extracting(DiffSummary::same, DiffSummary::notComparable)
                    .containsExactly(1L, 0L);
            var told = new Told();
            assertThat(run(first, second, DiffOptions.DEFAULT, Converter.NONE, told))
                    .extracting(DiffSummary::same, DiffSummary::notComparable)
                    .containsExactly(0L, 1L);
            assertThat(told.lines).containsExactly("? Deployment.apps a/d");
        }
    }

    @Test
    void podsOfADeploymentAreItsOwnAffair() {
        String owner = "ownerReferences: [{apiVersion: apps/v1, kind: %s, name: %s, uid: u, controller: true}]";
        KubeObject deployment = object("{apiVersion: apps/v1, kind: Deployment, metadata: {name: d, namespace: a}}");
        KubeObject set = object("{apiVersion: apps/v1, kind: ReplicaSet, metadata: {name: d-1, namespace: a, "
                + owner.formatted("Deployment", "d") + "}}");
        KubeObject pod = object("{apiVersion: v1, kind: Pod, metadata: {name: d-1-x, namespace: a, "
                + owner.formatted("ReplicaSet", "d-1") + "}}");
        KubeObject orphan = object("{apiVersion: v1, kind: Pod, metadata: {name: e-1-x, namespace: a, "
                + owner.formatted("ReplicaSet", "e-1") + "}}");
        MemorySource covered = MemorySource.of(List.of(deployment));
        Stream.of(set, pod).map(MemorySource::kind).forEach(covered::covering);
        for (NormalForm form : List.of(NormalForm.standard(), NormalForm.asRead())) {
            var told = new Told();
            run(
                    covered,
                    MemorySource.of(List.of(deployment, set, pod, orphan)),
                    new DiffOptions(Selection.ALL, form, Scrub.NONE, 2),
                    Converter.NONE,
                    told);
            if (form.isAsRead()) {
                assertThat(told.lines).containsExactly("+ ReplicaSet.apps a/d-1", "+ Pod a/d-1-x", "+ Pod a/e-1-x");
            } else {
                assertThat(told.lines).containsExactly("+ Pod a/e-1-x");
            }
        }
    }

    @Test
    void aListenerThatFailsEndsTheComparisonAndNothingStaysOpen() {
        var failing = new Told() {
            @Override
            public void onAdded(KubeObject object) {
                throw new IllegalStateException("full");
            }
        };
        assertThatThrownBy(() -> diff(emptied(RealObjects.submitted()), RealObjects.submitted(), failing))
                .hasMessage("full");
    }

    private DiffSummary diff(Collection<KubeObject> before, Collection<KubeObject> after, Told told) {
        return run(MemorySource.of(before), MemorySource.of(after), DiffOptions.DEFAULT, Converter.NONE, told);
    }

    private DiffSummary diff(Collection<KubeObject> before, MemorySource after, Told told) {
        return run(MemorySource.of(before), after, DiffOptions.DEFAULT, Converter.NONE, told);
    }

    private DiffSummary diff(MemorySource before, Collection<KubeObject> after, Told told) {
        return run(before, MemorySource.of(after), DiffOptions.DEFAULT, Converter.NONE, told);
    }

    private DiffSummary run(
            MemorySource before, MemorySource after, DiffOptions options, Converter converter, Told told) {
        return new SourceDiff(before, after, options, converter, MemorySpool::new).run(told);
    }

    private static MemorySource emptied(Collection<KubeObject> objects) {
        MemorySource source = MemorySource.of(List.of());
        objects.stream().map(MemorySource::kind).forEach(source::covering);
        return source;
    }

    private static List<KubeObject> shuffled(List<KubeObject> objects) {
        var shuffled = new ArrayList<>(objects);
        Collections.shuffle(shuffled, new Random(3));
        return shuffled;
    }

    private static List<KubeObject> plus(List<KubeObject> objects, KubeObject... more) {
        return Stream.concat(objects.stream(), Arrays.stream(more)).toList();
    }

    private static List<KubeObject> maps(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> map(i, "x"))
                .sorted(Comparator.comparing(KubeObject::key))
                .toList();
    }

    private static KubeObject map(int number, String value) {
        return object("{apiVersion: v1, kind: ConfigMap, metadata: {name: %s, namespace: shop}, data: {a: %s}}"
                .formatted(String.format(Locale.ROOT, "m%04d", number), value));
    }

    private static KubeObject secret(String value) {
        return object("{apiVersion: v1, kind: Secret, metadata: {name: s, namespace: shop}, stringData: {k: %s}}"
                .formatted(value));
    }

    /** A sentence of no bundle, for a failure that a test makes. */
    private enum Broken implements Message {
        BROKEN;

        @Override
        public String in(Locale locale, @Nullable Object... arguments) {
            return "broken";
        }
    }

    private static class Told implements DiffListener {
        final List<String> lines = new ArrayList<>();
        final List<GroupKind> kinds = new ArrayList<>();

        @Override
        public void onAdded(KubeObject object) {
            kinds.add(object.groupKind());
            lines.add("+ " + object.key());
        }

        @Override
        public void onRemoved(KubeObject object) {
            kinds.add(object.groupKind());
            lines.add("- " + object.key());
        }

        @Override
        public void onChanged(ObjectDiff diff) {
            lines.add("~ " + diff.key() + " "
                    + String.join(
                            ",", diff.changes().stream().map(FieldChange::path).toList()));
        }

        @Override
        public void onNotComparable(KubeObject before, KubeObject after, Optional<Problem> why) {
            lines.add("? " + before.key());
        }
    }

    private final class MemorySpool implements Spool {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private boolean closed;

        MemorySpool() {
            open.incrementAndGet();
        }

        @Override
        public long append(byte[] added) {
            long position = bytes.size();
            bytes.writeBytes(added);
            return position;
        }

        @Override
        public byte[] read(long position, int length) {
            return Arrays.copyOfRange(bytes.toByteArray(), (int) position, (int) position + length);
        }

        @Override
        public void close() {
            assertThat(closed).isFalse();
            closed = true;
            open.decrementAndGet();
        }
    }
}
