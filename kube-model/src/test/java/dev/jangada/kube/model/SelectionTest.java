package dev.jangada.kube.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionTest {

    private static final KubeObject WEB = object("shop", "web", "\"labels\":{\"app\":\"web\",\"tier\":\"front\"}");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "app=web|true",
                "app==web,tier=front|true",
                "app=db|false",
                "app!=db|true",
                "missing!=x|true",
                "tier in (front, back)|true",
                "tier notin (front)|false",
                "missing notin (a)|true",
                "app|true",
                "!app|false",
                "!missing|true",
                "app=web, !missing, tier notin (back)|true",
                "app=|false",
            })
    void labelSelectorsFollowKubernetes(String selector, boolean expected) {
        assertThat(LabelSelector.of(selector).matches(WEB.tree())).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=b=c", "=b", "a in b", "a,(", "a b"})
    void aBadLabelSelectorSaysWhere(String selector) {
        assertThatThrownBy(() -> LabelSelector.of(selector))
                .isInstanceOf(Problem.class)
                .hasMessageContaining(selector);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "metadata.name=web|true",
                "metadata.name!=web|false",
                "metadata.namespace==shop,metadata.name=web|true",
                "status.phase!=Running|true",
                "status.phase=|true",
            })
    void fieldSelectorsFollowKubernetes(String selector, boolean expected) {
        assertThat(FieldSelector.of(selector).matches(WEB.tree())).isEqualTo(expected);
    }

    @Test
    void excludingWinsOverIncluding() {
        Selection shops = Selection.ALL.withNamespaces(globs("shop*"), globs("shop-test"));
        assertThat(shops.matches(object("shop-1", "a", ""))).isTrue();
        assertThat(shops.matches(object("shop-test", "a", ""))).isFalse();
        assertThat(shops.matches(object("bank", "a", ""))).isFalse();
        assertThat(shops.matches(object("", "a-node", ""))).as("cluster-scoped").isTrue();
    }

    @Test
    void aNamespaceIsMeantByItsName() {
        Selection shop = Selection.ALL.withNamespaces(globs("shop"), List.of());
        assertThat(shop.matches(KubeObject.of("v1", "Namespace", json("", "shop", ""))))
                .isTrue();
        assertThat(shop.matches(KubeObject.of("v1", "Namespace", json("", "bank", ""))))
                .isFalse();
    }

    @Test
    void kindsAreNamedAsUsersNameThem() {
        ResourceKind deployments = BuiltinKinds.all().stream()
                .filter(kind -> kind.kind().equals("Deployment"))
                .findFirst()
                .orElseThrow();
        for (String name :
                List.of("deployments.apps", "deployments", "Deployment", "deployment", "deploy*", "*.apps")) {
            assertThat(Selection.ALL.withKinds(globs(name), List.of()).wants(deployments))
                    .as(name)
                    .isTrue();
        }
        assertThat(Selection.ALL.withKinds(globs("secrets"), List.of()).wants(deployments))
                .isFalse();
        assertThat(Selection.ALL.withKinds(globs("*"), globs("deploy*")).wants(deployments))
                .isFalse();
    }

    @Test
    void globsTakeEverythingElseLiterally() {
        assertThat(Glob.of("a.c").matches("abc")).isFalse();
        assertThat(Glob.of("a[b]").matches("a[b]")).isTrue();
        assertThat(Glob.of("\\E.*").matches("\\Exyz")).isFalse();
        assertThat(Glob.of("w?b").matches("web")).isTrue();
    }

    private static List<Glob> globs(String... texts) {
        return java.util.Arrays.stream(texts).map(Glob::of).toList();
    }

    private static KubeObject object(String namespace, String name, String more) {
        return KubeObject.of("v1", "ConfigMap", json(namespace, name, more));
    }

    private static byte[] json(String namespace, String name, String more) {
        return ("{\"metadata\":{" + (namespace.isEmpty() ? "" : "\"namespace\":\"" + namespace + "\",") + "\"name\":\""
                        + name + "\"" + (more.isEmpty() ? "" : "," + more) + "}}")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
