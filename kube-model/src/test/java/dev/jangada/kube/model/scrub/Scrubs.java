package dev.jangada.kube.model.scrub;

import static dev.jangada.kube.model.sample.Yaml.object;
import static dev.jangada.kube.model.sample.Yaml.tree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.Scrub;
import dev.jangada.kube.model.scrub.Scrubber.Kept;

/** What the tests of the scrubber share: objects in YAML, and what became of them. */
final class Scrubs {

    private Scrubs() {}

    static Scrubber.Outcome apply(Scrub scrub, String yaml) {
        return scrubber(scrub).apply(object(yaml));
    }

    static Scrubber scrubber(Scrub scrub) {
        return new Scrubber(scrub, owner -> false);
    }

    static void expect(Scrub scrub, String before, String after) {
        assertThat(kept(scrub, before).tree()).isEqualTo(tree(after));
    }

    static KubeObject kept(Scrub scrub, String yaml) {
        assertThat(apply(scrub, yaml)).isInstanceOf(Kept.class);
        return apply(scrub, yaml) instanceof Kept(KubeObject object) ? object : object(yaml);
    }
}
