package dev.jangada.cli.objects;

import static dev.jangada.cli.Ran.jangada;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.cli.Made;
import dev.jangada.cli.Ran;
import dev.jangada.cli.SampleDumps;
import dev.jangada.kube.model.Json;
import dev.jangada.lab.EtcdCluster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An object with a field that is newer than this program is shown, and not brought back without asking: neither out of etcd, nor
 * out of what was written meanwhile.
 */
class PartialObjectsTest {

    private static final String FIELD = "core/v1.ConfigMap field 777";

    @TempDir
    private static Path shared;

    private static EtcdCluster etcd;
    private static String source;

    @TempDir
    private Path folder;

    @BeforeAll
    @SuppressWarnings("NullAway")
    static void store() {
        etcd = EtcdCluster.start(options -> {});
        for (String name : List.of("kube-system", "shop")) {
            put("/registry/namespaces/" + name, Made.object("Namespace", name));
        }
        for (String name : List.of("new", "old")) {
            var map = Made.object("ConfigMap", name);
            map.withObject("/metadata").put("namespace", "shop");
            put("/registry/configmaps/shop/" + name, map);
        }
        etcd.gateway().put("/registry/configmaps/shop/new", configMap("shop", "new"));
        Path file = shared.resolve("snap.db");
        etcd.snapshot(file);
        source = "etcd:" + file;
    }

    @AfterAll
    static void stop() {
        etcd.close();
    }

    private static void put(String key, ObjectNode object) {
        etcd.gateway().put(key, object.toString().getBytes(StandardCharsets.UTF_8));
    }

    private String target() {
        return "dump:" + SampleDumps.unpack(folder).resolve("after");
    }

    /** A field of protobuf: its number, and bytes. */
    private static byte[] field(int number, byte[]... parts) {
        var content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        var out = new ByteArrayOutputStream();
        for (int tag = number << 3 | 2; tag != 0 || out.size() == 0; tag >>>= 7) {
            out.write(tag > 0x7f ? tag & 0x7f | 0x80 : tag);
        }
        out.write(content.size());
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }

    private static byte[] text(int number, String value) {
        return field(number, value.getBytes(StandardCharsets.UTF_8));
    }

    /** As the API server stores it: envelope, type, object; with field 777 that no ConfigMap has today. */
    private static byte[] configMap(String namespace, String name) {
        byte[] metadata = field(1, text(1, name), text(3, namespace));
        byte[] data = field(2, text(1, "fruit"), text(2, "caju"));
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {'k', '8', 's', 0});
        out.writeBytes(field(1, text(1, "v1"), text(2, "ConfigMap")));
        out.writeBytes(field(2, metadata, data, text(777, "news")));
        out.writeBytes(text(3, ""));
        out.writeBytes(text(4, ""));
        return out.toByteArray();
    }

    private Ran restore(String source, String target, String... more) {
        return Ran.withEnvironment(
                Map.of("XDG_STATE_HOME", folder.resolve("state").toString()),
                false,
                Stream.concat(Stream.of("restore", "plan", "--from", source, "--to", target), Stream.of(more))
                        .toArray(String[]::new));
    }

    @Test
    void itIsShownAndNamedAndRefused() throws IOException {
        Ran shown = jangada("get", "cm", "-n", "shop", "-o", "yaml", "--from", source);
        assertThat(shown.code()).as(shown.err()).isZero();
        assertThat(shown.out()).contains("fruit: caju");
        assertThat(shown.err())
                .contains("1 object holds something that is newer")
                .contains("777");
        isRefused(source, target());
    }

    private void isRefused(String from, String target, String... more) throws IOException {
        Ran refused = restore(from, target, more);
        assertThat(refused.code()).as(refused.err()).isEqualTo(5);
        assertThat(refused.err()).contains("shop/new").contains(FIELD).contains("--allow-partial");
        try (Stream<Path> left = Files.list(folder.resolve("state/jangada/restores"))) {
            assertThat(left.filter(each -> !each.getFileName().toString().endsWith(".key")))
                    .isEmpty();
        }
        Ran allowed = restore(from, target, with(more, "--allow-partial"));
        assertThat(allowed.code()).as(allowed.err()).isZero();
        assertThat(allowed.out()).contains("+ ConfigMap shop/new");
        Ran others = restore(from, target, with(more, "--exclude-names", "new"));
        assertThat(others.code()).as(others.err()).isZero();
        assertThat(others.out()).contains("+ ConfigMap shop/old");
    }

    private static String[] with(String[] some, String... more) {
        return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void aDumpIsIncompleteAndItsObjectPartial() throws IOException {
        Path dump = folder.resolve("dump");
        Ran dumped = jangada("dump", dump.toString(), "-n", "shop", "--from", source);
        assertThat(dumped.code()).as(dumped.err()).isEqualTo(3);
        assertThat(dumped.err())
                .containsOnlyOnce(FIELD)
                .contains("configmaps: 1 object lacks")
                .contains("shop/new");
        isMarked(dump);
        isRefused("dump:" + dump, target());

        // What has no part in it is not kept from being restored, and is told nothing of it.
        Ran whole = jangada("get", "cm", "old", "-n", "shop", "--from", "dump:" + dump);
        assertThat(whole.err()).isEmpty();
        assertThat(jangada("get", "cm", "-n", "shop", "--from", "dump:" + dump).err())
                .contains("1 object lacks something")
                .contains(FIELD);

        Path again = folder.resolve("again");
        Ran second = jangada("dump", again.toString(), "--from", "dump:" + dump);
        assertThat(second.code()).as(second.err()).isEqualTo(3);
        assertThat(second.err()).containsOnlyOnce(FIELD);
        isMarked(again);
        Ran others = jangada(
                "dump", folder.resolve("others").toString(), "--exclude-names", "new", "--from", "dump:" + dump);
        assertThat(others.code()).as(others.err()).isZero();
    }

    private static void isMarked(Path dump) throws IOException {
        JsonNode manifest = Json.mapper().readTree(dump.resolve("dump.json").toFile());
        assertThat(manifest.path("complete").asBoolean()).isFalse();
        assertThat(manifest.path("gaps")).singleElement().satisfies(gap -> {
            assertThat(gap.path("what").asText()).isEqualTo("configmaps");
            assertThat(gap.path("code").asText()).isEqualTo("partial-objects");
        });
        for (JsonNode kind : manifest.path("kinds")) {
            boolean maps = kind.path("kind").asText().equals("ConfigMap");
            assertThat(kind.path("partial").asLong()).isEqualTo(maps ? 1 : 0);
            assertThat(kind.at("/partialObjects/0/name").asText()).isEqualTo(maps ? "new" : "");
            assertThat(kind.at("/partialObjects/0/missing/0").asText()).isEqualTo(maps ? FIELD : "");
        }
    }

    @Test
    void aBackupIsIncompleteAndItsObjectPartial() throws IOException {
        String place = folder.resolve("repository").toString();
        Path passphrase = Files.writeString(
                Files.createFile(
                        folder.resolve("passphrase"),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))),
                "caju");
        String[] access = {"-r", place, "--password-file", passphrase.toString(), "--no-cache"};
        assertThat(jangada(with(new String[] {"repository", "init"}, access)).code())
                .isZero();
        String[] create = {
            "backup",
            "create",
            "--no-api",
            "--cluster",
            "praia",
            "--etcd-endpoints",
            etcd.member(0).endpoint(),
            "-o",
            "json"
        };
        Ran made = jangada(with(create, access));
        assertThat(made.code()).as(made.err()).isEqualTo(3);
        String backup =
                "backup:" + Json.mapper().readTree(made.out()).path("id").asText();
        isRefused(backup, target(), access);

        Path dump = folder.resolve("dump");
        Ran dumped = jangada(with(new String[] {"dump", dump.toString(), "-n", "shop", "--from", backup}, access));
        assertThat(dumped.code()).as(dumped.err()).isEqualTo(3);
        isMarked(dump);
        Ran history = jangada(with(new String[] {"history", "cm", "new", "-n", "shop", "--from", backup}, access));
        assertThat(history.out()).contains("not whole: " + FIELD);
    }

    @Test
    void historySaysWhichRevisionLacksWhat() throws IOException {
        String[] history = {"history", "cm", "new", "-n", "shop", "--from", source};
        assertThat(jangada(history).out()).containsOnlyOnce("not whole: " + FIELD);
        JsonNode revisions = Json.mapper()
                .readTree(jangada(with(history, "-o", "json")).out())
                .path("revisions");
        assertThat(revisions).hasSize(2);
        assertThat(revisions.path(0).has("missing")).isFalse();
        assertThat(revisions.at("/1/missing/0").asText()).isEqualTo(FIELD);
    }
}
