package dev.jangada.kube.model.scrub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectKey;
import dev.jangada.kube.model.Scrub;
import dev.jangada.kube.model.sample.RealObjects;
import dev.jangada.kube.model.scrub.Scrubber.Kept;
import dev.jangada.kube.model.scrub.Scrubber.LeftOut;
import dev.jangada.kube.model.scrub.Scrubber.Reason;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Scrubs everything that a real Kubernetes 1.36 served. */
class RealClusterTest {

    private static final List<KubeObject> SERVED = RealObjects.served();
    private static final Set<ObjectKey> KEYS =
            SERVED.stream().map(KubeObject::key).collect(Collectors.toUnmodifiableSet());

    private static final Scrub EVERYTHING_SYSTEM = new Scrub(Scrub.Level.GUIDE, true, false, false);

    @Test
    void keepsExactlyWhatAPersonMade() {
        Set<String> made = RealObjects.submitted().stream()
                .map(object -> object.key().toString())
                .filter(key -> !key.equals("Secret shop/web-token"))
                .collect(Collectors.toSet());
        // The claims were made by controllers for pods, but nothing on them says that they would be made again.
        made.add("PersistentVolumeClaim shop/data-db-0");

        assertThat(kept(Scrub.GUIDE)).containsExactlyInAnyOrderElementsOf(made);
    }

    @Test
    void nothingOfAPlainControlPlaneIsKeptEvenWithTheSystemNamespaces() {
        assertThat(kept(EVERYTHING_SYSTEM)).containsExactlyInAnyOrderElementsOf(kept(Scrub.GUIDE));
    }

    @Test
    void scrubbingTwiceIsScrubbingOnce() {
        for (Scrub scrub : scrubs()) {
            var scrubber = new Scrubber(scrub, KEYS::contains);
            for (KubeObject object : SERVED) {
                if (scrubber.apply(object) instanceof Kept(KubeObject once)) {
                    assertThat(scrubber.apply(once))
                            .as("%s %s", scrub, object)
                            .isInstanceOfSatisfying(
                                    Kept.class,
                                    twice -> assertThat(twice.object().tree()).isEqualTo(once.tree()));
                }
            }
        }
    }

    /** Whatever fields an object is robbed of, scrubbing stays idempotent and never fails. */
    @Test
    void scrubbingTwiceIsScrubbingOnceForDamagedObjectsToo() {
        long seed = System.nanoTime();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        List<Scrub> scrubs = scrubs();
        for (int i = 0; i < 3_000; i++) {
            ObjectNode tree = SERVED.get(random.nextInt(SERVED.size())).tree();
            damage(tree, random);
            if (!tree.path("metadata").isObject() || !tree.path("metadata").has("name")) {
                continue;
            }
            KubeObject damaged = KubeObject.of(tree);
            var scrubber = new Scrubber(scrubs.get(random.nextInt(scrubs.size())), KEYS::contains);
            if (scrubber.apply(damaged) instanceof Kept(KubeObject once)) {
                assertThat(scrubber.apply(once))
                        .as("seed %d, %s", seed, tree)
                        .isInstanceOfSatisfying(
                                Kept.class,
                                twice -> assertThat(twice.object().tree()).isEqualTo(once.tree()));
            }
        }
    }

    /** Takes fields away on a random way down, or turns one into something else. */
    private static void damage(ObjectNode tree, RandomGenerator random) {
        ObjectNode at = tree;
        while (true) {
            var names = new ArrayList<String>();
            at.fieldNames().forEachRemaining(names::add);
            names.removeAll(List.of("apiVersion", "kind"));
            if (names.isEmpty()) {
                return;
            }
            String name = names.get(random.nextInt(names.size()));
            if (at.get(name) instanceof ObjectNode inside && random.nextInt(4) != 0) {
                at = inside;
            } else {
                switch (random.nextInt(4)) {
                    case 0 -> at.put(name, "text");
                    case 1 -> at.putArray(name);
                    case 2 -> at.putNull(name);
                    default -> at.remove(name);
                }
                return;
            }
        }
    }

    @Test
    void noneLetsEverythingThroughUntouched() {
        var scrubber = new Scrubber(Scrub.NONE, KEYS::contains);
        assertThat(SERVED)
                .allSatisfy(object -> assertThat(scrubber.apply(object))
                        .isInstanceOfSatisfying(
                                Kept.class, kept -> assertThat(kept.object()).isSameAs(object)));
    }

    @Test
    void noKeptObjectHasAFieldOfThisCluster() {
        var scrubber = new Scrubber(Scrub.GUIDE, KEYS::contains);
        for (KubeObject object : SERVED) {
            if (scrubber.apply(object) instanceof Kept(KubeObject kept)) {
                ObjectNode tree = kept.tree();
                assertThat(tree.has("status")).as(object.toString()).isFalse();
                assertThat(tree.toString())
                        .as(object.toString())
                        .doesNotContain("\"uid\"", "\"resourceVersion\"", "\"managedFields\"", "\"creationTimestamp\"")
                        .doesNotContain("\"10.233.");
            }
        }
    }

    @Test
    void everyReasonOccurs() {
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        for (Scrub scrub : scrubs()) {
            var scrubber = new Scrubber(scrub, KEYS::contains);
            for (KubeObject object : SERVED) {
                if (scrubber.apply(object) instanceof LeftOut(Reason reason)) {
                    reasons.add(reason);
                }
            }
        }
        assertThat(reasons).containsExactlyInAnyOrder(Reason.values());
    }

    private static List<Scrub> scrubs() {
        return Stream.of(Scrub.Level.GUIDE, Scrub.Level.PORTABLE)
                .flatMap(level -> Stream.of(true, false)
                        .flatMap(system ->
                                Stream.of(true, false).map(others -> new Scrub(level, system, others, others))))
                .toList();
    }

    private static Set<String> kept(Scrub scrub) {
        var scrubber = new Scrubber(scrub, KEYS::contains);
        return SERVED.stream()
                .filter(object -> scrubber.apply(object) instanceof Kept)
                .map(object -> object.key().toString())
                .collect(Collectors.toSet());
    }
}
