package dev.jangada.kube.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.kube.model.FieldSelector;
import dev.jangada.kube.model.Glob;
import dev.jangada.kube.model.LabelSelector;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Selection;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListTargetTest {

    private static final ResourceKind DEPLOYMENT = kind("apps", "Deployment", "deployments", true);
    private static final ResourceKind NAMESPACE = kind("", "Namespace", "namespaces", false);
    private static final ResourceKind NODE = kind("", "Node", "nodes", false);

    private static ResourceKind kind(String group, String kind, String plural, boolean namespaced) {
        return new ResourceKind(group, "v1", kind, plural, "", List.of(), List.of(), namespaced, List.of());
    }

    private static Selection in(String... namespaces) {
        return Selection.ALL.withNamespaces(
                Arrays.stream(namespaces).map(Glob::of).toList(), List.of());
    }

    @Test
    void everythingIsOneList() {
        assertThat(ListTarget.of(DEPLOYMENT, Selection.ALL))
                .containsExactly(new ListTarget("/apis/apps/v1/deployments", "", ""));
        assertThat(ListTarget.of(NODE, Selection.ALL)).containsExactly(new ListTarget("/api/v1/nodes", "", ""));
    }

    @Test
    void namespacesThatAreWrittenOutAreOneListEach() {
        assertThat(ListTarget.of(DEPLOYMENT, in("a", "b", "a")))
                .containsExactly(
                        new ListTarget("/apis/apps/v1/namespaces/a/deployments", "", ""),
                        new ListTarget("/apis/apps/v1/namespaces/b/deployments", "", ""));
    }

    @Test
    void aPatternNeedsTheWholeList() {
        assertThat(ListTarget.of(DEPLOYMENT, in("a", "b*")))
                .containsExactly(new ListTarget("/apis/apps/v1/deployments", "", ""));
    }

    @Test
    void aClusterScopedKindIsNotAskedForANamespace() {
        Selection selection = Selection.ALL.withSelectors(
                LabelSelector.ALL, FieldSelector.of("metadata.namespace=a,metadata.name!=b"));
        assertThat(ListTarget.of(NODE, selection))
                .containsExactly(new ListTarget("/api/v1/nodes", "", "metadata.name!=b"));
        assertThat(ListTarget.of(DEPLOYMENT, selection))
                .containsExactly(
                        new ListTarget("/apis/apps/v1/deployments", "", "metadata.namespace=a,metadata.name!=b"));
    }

    @Test
    void aSpaceIsASpaceInPathsToo() {
        assertThat(ResourcePath.collection(DEPLOYMENT, "a b")).isEqualTo("/apis/apps/v1/namespaces/a%20b/deployments");
        assertThat(new ListTarget("/x", "a in (b, c)", "metadata.name=d").query())
                .isEqualTo("labelSelector=a%20in%20%28b%2C%20c%29&fieldSelector=metadata.name%3Dd");
    }

    @Test
    void clusterScopedObjectsAreNotHeldBackButANamespaceIs() {
        assertThat(ListTarget.of(NODE, in("a"))).containsExactly(new ListTarget("/api/v1/nodes", "", ""));
        assertThat(ListTarget.of(NAMESPACE, in("a")))
                .containsExactly(new ListTarget("/api/v1/namespaces", "", "metadata.name=a"));
    }
}
