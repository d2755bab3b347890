package dev.jangada.cli.restore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.cli.Made;
import dev.jangada.cli.Ran;
import dev.jangada.kube.model.Json;
import dev.jangada.lab.Api;
import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.LabException;
import dev.jangada.lab.Wait;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code volumes rebind} in a cluster that was restored by other means: volumes hold the uids that their claims had, and
 * what stands there under the claims' names now is theirs, or is not.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(180)
class RebindTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String VOLUMES = "/api/v1/persistentvolumes";
    private static final String CLAIMS = "/api/v1/namespaces/shop/persistentvolumeclaims";

    @TempDir
    private static Path folder;

    private ControlPlane cluster;
    private Api api;

    @SuppressWarnings("NullAway.Init") // the method below fills the fields in
    RebindTest() {}

    @BeforeAll
    void plant() {
        cluster = ControlPlane.start();
        api = cluster.api();
        api.post("/api/v1/namespaces", Made.object("Namespace", "shop"));
        // Its claim names it, or names nothing and would take it.
        stale("pv-orders", "orders");
        claim("orders", "manual", "pv-orders");
        stale("pv-stock", "stock");
        claim("stock", "manual", "");
        // A claim of the same name that somebody else has made: of another class.
        stale("pv-mail", "mail");
        claim("mail", "fast", "");
        // One that has got another volume meanwhile.
        stale("pv-web", "web");
        stale("pv-web-new", "nobody");
        claim("web", "manual", "pv-web-new");
        // A volume whose claim lives is nobody's business.
        api.post(VOLUMES, volume("pv-alive", "alive"));
        claim("alive", "manual", "pv-alive");
        until(() -> phases(VOLUMES).values().stream().filter("Released"::equals).count() == 5
                && "Bound".equals(phases(CLAIMS).get("alive")));
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    @Order(1)
    void aPlanShowsWhatFitsAndWhatDoesNotAndChangesNothing() {
        Map<String, String> before = versions();
        Ran plan = rebind("--plan");
        assertThat(plan.code()).as(plan.err()).isZero();
        assertThat(plan.out())
                .contains("~ PersistentVolume pv-orders", "~ PersistentVolume pv-stock")
                .contains("! PersistentVolume pv-mail: the claim shop/mail wants the storage class \"fast\", and the"
                        + " volume has \"manual\"")
                .contains("! PersistentVolume pv-web: the claim shop/web has the volume pv-web-new")
                .contains("! PersistentVolume pv-web-new: there is no claim shop/nobody")
                .contains("0 created, 2 changed, 0 deleted")
                .doesNotContain("pv-alive");
        assertThat(plan.err()).contains("Nothing was changed. To apply exactly this plan: jangada restore resume ");
        assertThat(versions()).isEqualTo(before);

        Ran portuguese = rebind("--plan", "--lang=pt-BR");
        assertThat(portuguese.code()).isZero();
        assertThat(portuguese.out())
                .contains("~ PersistentVolume pv-orders")
                .contains("! PersistentVolume pv-web: a claim shop/web")
                .doesNotContain("the claim", "Will be written");
        assertThat(portuguese.err()).contains("Nada foi alterado");

        JsonNode json = tree(rebind("--plan", "-o", "json"));
        assertThat(json.at("/plan/counts/change").asInt()).isEqualTo(2);
        assertThat(json.at("/plan/counts/cannot").asInt()).isEqualTo(3);
        assertThat(versions()).isEqualTo(before);
    }

    @Test
    @Order(2)
    void whereNobodySaysYesNothingIsChanged() {
        Map<String, String> before = versions();
        Ran ran = rebind();
        assertThat(ran.code()).isEqualTo(5);
        assertThat(ran.err()).contains("--yes").hasLineCount(1);
        assertThat(rebind("--lang=pt-BR").err()).contains("--yes", "Nada foi alterado");
        assertThat(versions()).isEqualTo(before);
    }

    @Test
    @Order(3)
    void whatFitsIsBoundAndTheRestIsNamed() {
        Map<String, String> before = versions();
        Ran ran = rebind("--yes");
        assertThat(ran.code()).as("%s\n%s", ran.out(), ran.err()).isEqualTo(3);
        assertThat(ran.out()).contains("2 changed", "3 failed", "! PersistentVolume pv-web: the claim shop/web has");
        for (String name : List.of("orders", "stock")) {
            until(() -> "Bound".equals(phases(CLAIMS).get(name)));
            JsonNode volume = api.get(VOLUMES + "/pv-" + name);
            assertThat(volume.at("/spec/claimRef/uid"))
                    .isEqualTo(api.get(CLAIMS + "/" + name).at("/metadata/uid"));
            assertThat(volume.at("/spec/persistentVolumeReclaimPolicy").asText())
                    .isEqualTo("Retain");
            assertThat(volume.at("/metadata/annotations").toString()).doesNotContain("jangada.dev");
        }
        assertThat(versions())
                .as("what does not fit is left alone")
                .containsAllEntriesOf(only(before, "pv-mail", "pv-web", "pv-web-new", "pv-alive", "mail", "alive"));
    }

    @Test
    @Order(4)
    void whatDoesNotFitStaysToBeDoneByHand() {
        Ran again = rebind("--yes");
        assertThat(again.code()).as(again.err()).isEqualTo(3);
        assertThat(again.out()).contains("Nothing to do.", "pv-mail").doesNotContain("pv-orders");
        assertThat(rebind("--lang=pt-BR").out()).contains("Nada a fazer.");
        for (String name : List.of("pv-mail", "pv-web", "pv-web-new")) {
            api.delete(VOLUMES + "/" + name);
        }
        Ran nothing = rebind();
        assertThat(nothing.code()).as(nothing.err()).isZero();
        assertThat(nothing.out()).contains("Nothing to do.").doesNotContain("pv-");
        assertThat(nothing.err()).isEmpty();
    }

    private static Map<String, String> only(Map<String, String> all, String... names) {
        var some = new TreeMap<>(all);
        some.keySet().retainAll(List.of(names));
        return some;
    }

    /** The resourceVersion of every volume and claim: who writes changes it. */
    private Map<String, String> versions() {
        var versions = new TreeMap<String, String>();
        for (String path : List.of(VOLUMES, CLAIMS)) {
            api.get(path)
                    .path("items")
                    .forEach(item -> versions.put(
                            item.at("/metadata/name").asText(),
                            item.at("/metadata/resourceVersion").asText()));
        }
        return versions;
    }

    private Map<String, String> phases(String path) {
        var phases = new TreeMap<String, String>();
        api.get(path)
                .path("items")
                .forEach(item -> phases.put(
                        item.at("/metadata/name").asText(),
                        item.at("/status/phase").asText()));
        return phases;
    }

    private static void until(BooleanSupplier condition) {
        Wait.until(PATIENCE, condition, () -> new LabException("not in " + PATIENCE));
    }

    /** A volume as a file of the old cluster has it. */
    private void stale(String name, String claim) {
        ObjectNode volume = volume(name, claim);
        volume.withObject("/spec/claimRef").put("uid", "00000000-0000-4000-8000-000000000000");
        api.post(VOLUMES, volume);
    }

    private static ObjectNode volume(String name, String claim) {
        ObjectNode volume = Made.object("PersistentVolume", name);
        ObjectNode spec = volume.putObject("spec")
                .put("storageClassName", "manual")
                .put("persistentVolumeReclaimPolicy", "Retain");
        spec.putArray("accessModes").add("ReadWriteOnce");
        spec.putObject("capacity").put("storage", "1Gi");
        spec.putObject("nfs").put("server", "nfs.example.com").put("path", "/exports/" + name);
        spec.putObject("claimRef").put("namespace", "shop").put("name", claim);
        return volume;
    }

    private void claim(String name, String storageClass, String volume) {
        ObjectNode claim = Made.object("PersistentVolumeClaim", name);
        ObjectNode spec = claim.putObject("spec").put("storageClassName", storageClass);
        spec.putArray("accessModes").add("ReadWriteOnce");
        spec.putObject("resources").putObject("requests").put("storage", "1Gi");
        if (!volume.isEmpty()) {
            spec.put("volumeName", volume);
        }
        api.post(CLAIMS, claim);
    }

    private static JsonNode tree(Ran ran) {
        try {
            return Json.mapper().readTree(ran.out());
        } catch (IOException e) {
            throw new AssertionError(ran.out() + ran.err(), e);
        }
    }

    private Ran rebind(String... options) {
        var words = new ArrayList<>(List.of("volumes", "rebind", "--kubeconfig=" + cluster.kubeconfig()));
        words.addAll(List.of(options));
        return Ran.withEnvironment(
                Map.of("XDG_STATE_HOME", folder.resolve("state").toString()), false, words.toArray(String[]::new));
    }
}
