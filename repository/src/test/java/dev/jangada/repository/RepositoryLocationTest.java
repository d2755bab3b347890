package dev.jangada.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.backend.s3.S3Location;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RepositoryLocationTest {

    private static RepositoryLocation parse(String text) {
        return RepositoryLocation.parse(text, Optional.empty(), Optional.empty());
    }

    @Test
    void pathsAndBuckets() {
        assertThat(parse("/backup/raft")).isEqualTo(new RepositoryLocation.Directory(Path.of("/backup/raft")));
        assertThat(parse("raft")).hasToString("raft");
        assertThat(parse("s3:https://s3.example.org:9000/bucket/a/b/"))
                .hasToString("s3:https://s3.example.org:9000/bucket/a/b");
        assertThat(parse("s3:s3.example.org/bucket")).hasToString("s3:https://s3.example.org/bucket");
        assertThat(parse("s3:http://10.0.0.1/bucket"))
                .isInstanceOfSatisfying(RepositoryLocation.Bucket.class, bucket -> {
                    assertThat(bucket.location().region()).isEqualTo(S3Location.USUAL_REGION);
                    assertThat(bucket.location().prefix()).isEmpty();
                });
    }

    @Test
    void whatIsNoPlaceIsOneSentenceWithoutPasswords() {
        for (String bad : new String[] {
            "",
            " ",
            "s3:",
            "s3:https://host",
            "s3:ftp://host/bucket",
            "sftp:me@host:/x",
            "rest:http://host/",
            "s3:https:// /b"
        }) {
            assertThatThrownBy(() -> parse(bad))
                    .as(bad)
                    .isInstanceOfSatisfying(
                            Problem.class,
                            problem -> assertThat(problem.exitCode()).isEqualTo(ExitCode.USAGE));
        }
        assertThatThrownBy(() -> parse("s3:https://me:geheim@host/bucket"))
                .isInstanceOf(Problem.class)
                .hasMessageNotContaining("geheim");
    }
}
