package dev.jangada.cli.objects;

import static dev.jangada.cli.Ran.jangada;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.jangada.kube.model.Json;
import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.Lab;
import dev.jangada.lab.SourceCluster;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code jangada get} beside the real kubectl, on a real cluster with every kind in it. */
@Lab
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LikeKubectlTest {

    /** Ages grow between two commands; a span of time is as good as another. */
    private static final Pattern SPAN = Pattern.compile("(?<= )(\\d+[smhdy]){1,2}(?= |$)", Pattern.MULTILINE);

    private final ControlPlane cluster;

    LikeKubectlTest(@SourceCluster ControlPlane cluster) {
        this.cluster = cluster;
    }

    @BeforeAll
    void load() {
        SharedWorkload.load(cluster);
        cluster.kubectl("create", "-f", file("rare-states.yaml")).orFail();
        cluster.kubectl("create", "-f", file("rare-statuses.yaml")).orFail();
        cluster.kubectl("replace", "--subresource=status", "-f", file("rare-statuses.yaml"))
                .orFail();
    }

    /** Others count what is in the cluster. */
    @AfterAll
    void removeRareStates() {
        cluster.kubectl("delete", "--force", "-f", file("rare-statuses.yaml"), "-f", file("rare-states.yaml"))
                .orFail();
    }

    @Test
    void everyKindsTableIsKubectls() {
        var different = new ArrayList<String>();
        for (String kind : kinds()) {
            for (String output : List.of("", "wide")) {
                String[] format = output.isEmpty() ? new String[] {} : new String[] {"-o", output};
                String theirs = table(cluster.kubectl(arguments(kind, format)).orFail());
                String ours = table(
                        jangada(cluster.kubeconfig(), arguments(kind, format)).out());
                if (kind.startsWith("flowschemas")) { // the server's own tables have them by precedence
                    theirs = theirs.lines().sorted().toList().toString();
                    ours = ours.lines().sorted().toList().toString();
                }
                if (!ours.equals(theirs)) {
                    different.add(kind + " " + output + firstDifference(theirs, ours));
                }
            }
        }
        assertThat(different).isEmpty();
    }

    /** Of one namespace, where no controller tells what it does between two commands. */
    @Test
    void theTableOfEventsIsKubectls() {
        for (String output : List.of("name", "wide")) {
            String[] command = {"get", "events", "-n", "rare-states", "-o", output};
            assertThat(table(jangada(cluster.kubeconfig(), command).out()))
                    .isEqualTo(table(cluster.kubectl(command).orFail()));
        }
    }

    @Test
    void jsonIsKubectlsByteForByte() throws JsonProcessingException {
        for (String kind : List.of("deployments.apps", "secrets", "customresourcedefinitions.apiextensions.k8s.io")) {
            String theirs = cluster.kubectl("get", kind, "-A", "-o", "json").orFail();
            String ours = jangada(cluster.kubeconfig(), "get", kind, "-A", "-o", "json")
                    .out();
            assertThat(Json.mapper().readTree(ours))
                    .as(kind)
                    .isEqualTo(Json.mapper().readTree(theirs));
        }
        assertThat(jangada(cluster.kubeconfig(), "get", "ns", "default", "-o", "json")
                        .out())
                .isEqualTo(cluster.kubectl("get", "ns", "default", "-o", "json").orFail());
    }

    @Test
    void yamlMeansTheSame() throws Exception {
        var yaml = new com.fasterxml.jackson.dataformat.yaml.YAMLMapper();
        for (String kind : List.of("configmap/odd-values", "statefulsets.apps", "services")) {
            assertThat(yaml.readTree(jangada(cluster.kubeconfig(), "get", kind, "-n", "specimens", "-o", "yaml")
                            .out()))
                    .isEqualTo(yaml.readTree(cluster.kubectl("get", kind, "-n", "specimens", "-o", "yaml")
                            .orFail()));
        }
    }

    @Test
    void namesSelectorsAndAbsenceAreKubectls() {
        for (String line : List.of(
                "get deploy,svc -A -o name",
                "get all -A -o name",
                "get cm -A -o name --field-selector metadata.name=kube-root-ca.crt",
                "get pv -o name",
                "get ns -o name -l kubernetes.io/metadata.name=default",
                "get ns/default ns/kube-system -o name")) {
            assertThat(jangada(cluster.kubeconfig(), line.split(" ")).out())
                    .as(line)
                    .isEqualTo(cluster.kubectl(line.split(" ")).orFail());
        }
        assertThat(jangada(cluster.kubeconfig(), "get", "cm", "missing").code()).isEqualTo(1);
        assertThat(jangada(cluster.kubeconfig(), "get", "cm", "missing").err())
                .contains("has no configmaps \"missing\" in the namespace default");
        assertThat(jangada(cluster.kubeconfig(), "get", "pods").err())
                .contains("no such objects")
                .contains("-A");
    }

    private static String file(String name) {
        try {
            return Path.of(Objects.requireNonNull(LikeKubectlTest.class.getResource(name))
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(name, e);
        }
    }

    private List<String> kinds() {
        return cluster.kubectl("api-resources", "--verbs=list,create,get", "-o", "name")
                .orFail()
                .lines()
                .filter(kind -> !kind.startsWith("events"))
                .toList();
    }

    private static String[] arguments(String kind, String... more) {
        var all = new ArrayList<>(List.of("get", kind, "-A"));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    /** The cells, without their widths. */
    private static String table(String text) {
        return SPAN.matcher(text).replaceAll("AGE").replaceAll(" +", " ").replaceAll(" ?\n", "\n");
    }

    private static String firstDifference(String theirs, String ours) {
        List<String> expected = theirs.lines().toList();
        List<String> found = ours.lines().toList();
        for (int i = 0; i < expected.size() || i < found.size(); i++) {
            String a = i < expected.size() ? expected.get(i) : "";
            String b = i < found.size() ? found.get(i) : "";
            if (!a.equals(b)) {
                return "\n  kubectl: " + a + "\n  jangada: " + b;
            }
        }
        return "";
    }
}
