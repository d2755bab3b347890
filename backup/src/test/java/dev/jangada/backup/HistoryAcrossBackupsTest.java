package dev.jangada.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.backup.format.Backup;
import dev.jangada.backup.read.ObjectState;
import dev.jangada.kube.model.BuiltinKinds;
import dev.jangada.kube.model.FieldSelector;
import dev.jangada.kube.model.Glob;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.LabelSelector;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Selection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The history of an object across backups that do not all hold the same. */
final class HistoryAcrossBackupsTest extends OnShore {

    private static final ResourceKind CONFIG_MAP = BuiltinKinds.all().stream()
            .filter(kind -> kind.kind().equals("ConfigMap"))
            .findFirst()
            .orElseThrow();

    private Backup create(Selection selection) {
        return backups.create(shore.order(Optional.of(etcd), Optional.empty()).withSelection(selection))
                .backup();
    }

    private static ObjectNode object(String apiVersion, String kind, String name) {
        ObjectNode object = Json.object().put("apiVersion", apiVersion).put("kind", kind);
        object.putObject("metadata").put("name", name);
        return object;
    }

    private static void configMap(String value) {
        ObjectNode map = object("v1", "ConfigMap", "roteiro");
        map.withObject("metadata").put("namespace", "default");
        map.putObject("data").put("value", value);
        cluster.apply(map);
    }

    private static List<Glob> only(String glob) {
        return List.of(Glob.of(glob));
    }

    @Test
    void aBackupOfASelectionTellsOnlyOfWhatItWants() {
        configMap("um");
        Selection elsewhere = Selection.ALL.withNamespaces(only("kube-*"), List.of());
        Backup first = create(elsewhere);
        Backup with = create();
        List<Backup> all = List.of(
                first,
                with,
                create(elsewhere),
                create(Selection.ALL.withNames(only("outro"), List.of())),
                create(Selection.ALL.withKinds(only("secrets"), List.of())),
                create(Selection.ALL.withSelectors(LabelSelector.of("a=b"), FieldSelector.ALL)),
                create());
        assertThat(backups.history(all, CONFIG_MAP, "default", "roteiro"))
                .singleElement()
                .satisfies(state -> {
                    assertThat(state.backup()).isEqualTo(with);
                    // The first one does not tell that it was not there.
                    assertThat(state.isNew()).isFalse();
                });

        var _ = cluster.kubectl("delete", "configmap", "roteiro").orFail();
        Backup without = create(Selection.ALL.withNamespaces(only("default"), List.of()));
        configMap("dois");
        Backup again = create();
        List<ObjectState> states = backups.history(List.of(with, without, again), CONFIG_MAP, "default", "roteiro");
        assertThat(states).extracting(ObjectState::backup).containsExactly(with, without, again);
        assertThat(states).extracting(ObjectState::isNew).containsExactly(false, false, true);
        assertThat(states.get(1).object()).isEmpty();
    }

    /** With its definition go all objects of a kind; later backups do not know its name, as earlier ones did not. */
    @Test
    void anObjectOfAKindThatCameAndWent() {
        Backup before = create();
        cluster.apply(definition());
        var _ = cluster.kubectl("wait", "--for=condition=Established", "crd/canoas.praia.example")
                .orFail();
        cluster.apply(object("praia.example/v1", "Canoa", "veleira"));
        Backup with = create();
        ResourceKind kind;
        try (var source = backups.open(with)) {
            kind = source.kinds().find("canoas").getFirst();
        }
        var _ = cluster.kubectl("delete", "crd", "canoas.praia.example").orFail();
        Backup onlyConfigMaps = create(Selection.ALL.withKinds(only("configmaps"), List.of()));
        Backup after = create();
        List<ObjectState> states =
                backups.history(List.of(before, with, onlyConfigMaps, after), kind, "default", "veleira");
        assertThat(states).extracting(ObjectState::backup).containsExactly(with, after);
        assertThat(states).extracting(ObjectState::isNew).containsExactly(true, false);
        assertThat(states.getLast().object()).isEmpty();
    }

    private static ObjectNode definition() {
        ObjectNode definition = object("apiextensions.k8s.io/v1", "CustomResourceDefinition", "canoas.praia.example");
        ObjectNode spec =
                definition.putObject("spec").put("group", "praia.example").put("scope", "Namespaced");
        spec.putObject("names").put("plural", "canoas").put("singular", "canoa").put("kind", "Canoa");
        spec.putArray("versions")
                .addObject()
                .put("name", "v1")
                .put("served", true)
                .put("storage", true)
                .putObject("schema")
                .putObject("openAPIV3Schema")
                .put("type", "object")
                .put("x-kubernetes-preserve-unknown-fields", true);
        return definition;
    }
}
