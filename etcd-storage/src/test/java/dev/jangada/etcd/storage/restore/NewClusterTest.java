package dev.jangada.etcd.storage.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.etcd.storage.Fixtures;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names, URLs and numbers of a new cluster, and the small files that hold them. */
class NewClusterTest {

    private static final String THREE = "m1=http://127.0.0.1:43180,m2=https://10.0.0.2:2380,m3=http://h3:2380";

    @Test
    void numbersAreThoseThatEtcdGives() {
        // What etcdutl 3.6.16 and etcdctl 3.4.23 made of the same URLs and tokens.
        var one = new NewCluster(
                List.of(new NewMember("any", List.of("http://127.0.0.1:43180"))), NewCluster.DEFAULT_TOKEN);
        assertThat(Long.toHexString(one.members().getFirst().id(one.token()))).isEqualTo("bdad96beca8249d5");
        assertThat(Long.toHexString(one.id())).isEqualTo("ab0969f7f0842584");
        NewCluster three = NewCluster.parse(THREE, "tok-1");
        assertThat(three.members().stream()
                        .map(member -> Long.toHexString(member.id("tok-1")))
                        .toList())
                .containsExactly("eb5cc6dd6e5c71fd", "ae3d73ce4df2b413", "ff5a251a60f9098b");
        assertThat(Long.toHexString(three.id())).isEqualTo("ff201a566c1565a5");
    }

    @Test
    void logIsByteForByteThatOfEtcdutl() throws IOException {
        byte[] theirs = Files.readAllBytes(Fixtures.path("etcd36-restore-3node-m2.wal.head1k"));
        NewCluster cluster = NewCluster.parse(THREE, "tok-1");
        byte[] ours = new RaftFiles(cluster).log(cluster.member("m2").id("tok-1"));
        // The file of the fixture was made ahead: there are only zeros behind the records.
        assertThat(Arrays.copyOf(ours, theirs.length)).isEqualTo(theirs);
        assertThat(new RaftFiles(cluster).snapshotName()).isEqualTo("0000000000000001-0000000000000003.snap");
    }

    @Test
    void urlsOfOneMemberMayComeOneByOneAndInAnyOrder() {
        NewCluster cluster = NewCluster.parse("a=http://x:2,b=http://y:1, a=http://x:1", "t");
        assertThat(cluster.member("a").peerUrls()).containsExactly("http://x:1", "http://x:2");
        cluster.requireUrls("a", List.of("http://x:2", "http://x:1"));
        assertThatThrownBy(() -> cluster.requireUrls("a", List.of("http://x:2")))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("peer URLs of a");
        assertThatThrownBy(() -> cluster.member("c")).hasMessageContaining("no member c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a=",
                "=http://x:1",
                " =http://x:1",
                "a=http://x:65536",
                "a=http://x",
                "a=ftp://x:1",
                "a=http://x:1/path",
                "a=http://x:1?q",
                "a=http://x:1,b=http://x:1",
                "a=http://x:1,",
                "a=x:1",
                "a=http://:1 2"
            })
    void whatIsNoClusterIsRefused(String text) {
        assertThatThrownBy(() -> NewCluster.parse(text, "t"))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.exitCode()).isEqualTo(ExitCode.USAGE));
    }
}
