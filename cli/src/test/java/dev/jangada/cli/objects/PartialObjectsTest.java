package dev.jangada.cli.objects;

import static dev.jangada.cli.Ran.jangada;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.cli.Ran;
import dev.jangada.cli.SampleDumps;
import dev.jangada.lab.EtcdCluster;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An object with a field that is newer than this program is shown, and not brought back without asking. */
class PartialObjectsTest {

    @TempDir
    private Path folder;

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
    void itIsShownAndNamedAndRefused() throws Exception {
        String file = folder.resolve("snap.db").toString();
        try (EtcdCluster etcd = EtcdCluster.start(options -> {})) {
            etcd.gateway().put("/registry/configmaps/shop/new", configMap("shop", "new"));
            etcd.snapshot(Path.of(file));
        }
        String source = "etcd:" + file;
        Ran shown = jangada("get", "cm", "-n", "shop", "-o", "yaml", "--from", source);
        assertThat(shown.code()).as(shown.err()).isZero();
        assertThat(shown.out()).contains("fruit: caju");
        assertThat(shown.err())
                .contains("1 object holds something that is newer")
                .contains("777");

        String target = "dump:" + SampleDumps.unpack(folder).resolve("after");
        Ran refused = restore(source, target);
        assertThat(refused.code()).as(refused.err()).isEqualTo(5);
        assertThat(refused.err()).contains("shop/new").contains("--allow-partial");
        try (Stream<Path> left = Files.list(folder.resolve("state/jangada/restores"))) {
            assertThat(left.filter(each -> !each.getFileName().toString().endsWith(".key")))
                    .isEmpty();
        }
        Ran allowed = restore(source, target, "--allow-partial");
        assertThat(allowed.code()).as(allowed.err()).isZero();
        assertThat(allowed.out()).contains("+ ConfigMap shop/new");
        assertThat(restore(source, target, "--exclude-names", "new").code()).isZero();
    }
}
