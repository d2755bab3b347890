package dev.jangada.cli.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.cli.Made;
import dev.jangada.cli.Ran;
import dev.jangada.lab.EtcdCluster;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code etcd save} proposes next can be done with what was saved. */
class SavedHintTest {

    private static final Pattern PROPOSED = Pattern.compile("(?m)^[^:\\n]+: jangada (.*)$");

    @TempDir
    private Path folder;

    @Test
    void objectsAreProposedOnlyWhereThereAreSome() {
        try (EtcdCluster etcd = EtcdCluster.start(options -> options.members(1))) {
            etcd.gateway().put("/app/one", new byte[] {1});
            assertThat(proposed(saved(etcd, "app.db"))).contains("etcd keys ").doesNotContain("get all");
            assertThat(saved(etcd, "prefix.db", "--etcd-prefix", "/elsewhere")).doesNotContain("get all");

            put(etcd, "/elsewhere");
            assertThat(proposed(saved(etcd, "elsewhere.db"))).contains("get all -A");
            put(etcd, "/registry");
            assertThat(proposed(saved(etcd, "registry.db"))).contains("get all -A", "backup create");
            assertThat(saved(etcd, "quiet.db", "--quiet")).doesNotContain("get all");
        }
    }

    private static void put(EtcdCluster etcd, String prefix) {
        etcd.gateway()
                .put(
                        prefix + "/namespaces/kube-system",
                        Made.object("Namespace", "kube-system").toString().getBytes(StandardCharsets.UTF_8));
    }

    private String saved(EtcdCluster etcd, String name, String... more) {
        String[] arguments = Stream.concat(
                        Stream.of(
                                "etcd",
                                "save",
                                folder.resolve(name).toString(),
                                "--endpoints",
                                etcd.member(0).endpoint()),
                        Stream.of(more))
                .toArray(String[]::new);
        Ran ran = Ran.jangada(arguments);
        assertThat(ran.code()).as(ran.err()).isZero();
        return ran.out();
    }

    /** The commands, each of which was run, but for the one that needs a cluster. */
    private static String proposed(String told) {
        Matcher each = PROPOSED.matcher(told);
        var all = new StringBuilder();
        while (each.find()) {
            String command = each.group(1);
            all.append(command).append('\n');
            if (!command.startsWith("backup ")) {
                Ran ran = Ran.jangada(command.split(" "));
                assertThat(ran.code()).as(command + "\n" + ran.err()).isZero();
            }
        }
        assertThat(all).isNotEmpty();
        return all.toString();
    }
}
