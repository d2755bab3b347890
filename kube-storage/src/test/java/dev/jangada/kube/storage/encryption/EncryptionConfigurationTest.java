package dev.jangada.kube.storage.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.kube.model.Json;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The vectors were made by the transformers of k8s.io/apiserver 0.36.1. */
final class EncryptionConfigurationTest {

    private static final String SECRET = "c2VjcmV0IHRoYXQgbXVzdCBub3QgYmUgc2hvd24=";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"aescbc", "aesgcm", "secretbox"})
    void decryptsWhatTheApiServerEncrypted(String provider) {
        EncryptionConfiguration configuration = configuration("secrets", provider, "key1", vector("key"));

        assertThat(decrypt(configuration, provider)).isEqualTo(bytes("plain"));
    }

    /** The head alone says what the whole value says of itself, and has nothing of the content. */
    @ParameterizedTest
    @CsvSource({
        "k8s:enc:aescbc:v1:key1:, CONTENT",
        "k8s:enc:kms:v2:vault:, a:b:c",
        "k8s:enc:identity:, x",
        "k8s:enc:, ''",
        "'', k8s:en",
        "'', k8s"
    })
    void theHeadSaysHow(String head, String content) {
        byte[] value = (head + content).getBytes(StandardCharsets.UTF_8);
        int length = EncryptionConfiguration.headLength(MemorySegment.ofArray(value), 0, value.length);
        assertThat(length).isEqualTo(head.length());
        if (head.endsWith("1:") || head.endsWith("vault:")) {
            assertThat(EncryptionConfiguration.scheme(head.getBytes(StandardCharsets.UTF_8)))
                    .isPresent()
                    .isEqualTo(EncryptionConfiguration.scheme(value));
        }
    }

    @Test
    void triesAllKeysOfTheName() {
        EncryptionConfiguration configuration = of("""
                kind: EncryptionConfiguration
                resources:
                - resources: ["configmaps"]
                  providers:
                  - aesgcm: {keys: [{name: key1, secret: "AAAAAAAAAAAAAAAAAAAAAA=="}]}
                - resources: ["*.*"]
                  providers:
                  - identity: {}
                  - aesgcm: {keys: [{name: key0, secret: "AAAAAAAAAAAAAAAAAAAAAA=="}, {name: key1, secret: "%s"}]}
                """.formatted(vector("key")));

        assertThat(decrypt(configuration, "aesgcm")).isEqualTo(bytes("plain"));
    }

    @Test
    void aValueOfAnotherKeyIsNotTaken() {
        EncryptionConfiguration configuration = configuration("secrets", "aesgcm", "key1", vector("key"));

        Problem problem = catchThrowableOfType(
                Problem.class,
                () -> configuration.decrypt(
                        "", "secrets", "/registry/secrets/x/y".getBytes(StandardCharsets.UTF_8), bytes("aesgcm")));

        assertThat(problem.code()).isEqualTo("wrong-key");
    }

    @ParameterizedTest
    @CsvSource({"aesgcm,key2,no-such-key", "secretbox,key1,no-such-key", "aesgcm,key1,wrong-key"})
    void saysWhichKeyIsMissing(String provider, String key, String code) {
        EncryptionConfiguration configuration =
                configuration("secrets", provider, key, "ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=");

        Problem problem = catchThrowableOfType(Problem.class, () -> decrypt(configuration, "aesgcm"));

        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem).hasMessageContaining("key1").hasMessageNotContaining("ICEiIyQl");
    }

    @Test
    void saysThatAConfigurationIsNeeded() {
        Problem problem = catchThrowableOfType(Problem.class, () -> decrypt(EncryptionConfiguration.NONE, "secretbox"));

        assertThat(problem.code()).isEqualTo("no-configuration");
        assertThat(problem).hasMessageContaining("secretbox").hasMessageContaining("/registry/secrets/default/s1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2"})
    void saysWhyKmsCannotBeRead(String version) {
        byte[] value = ("k8s:enc:kms:" + version + ":vault:\0\1\2").getBytes(StandardCharsets.ISO_8859_1);
        EncryptionConfiguration configuration = of("""
                kind: EncryptionConfiguration
                resources:
                - resources: [secrets]
                  providers:
                  - kms: {apiVersion: %s, name: vault, endpoint: unix:///run/kms.sock}
                  - identity: {}
                """.formatted(version));

        Problem problem = catchThrowableOfType(
                Problem.class, () -> configuration.decrypt("", "secrets", bytes("etcdKey"), value));

        assertThat(problem.code()).isEqualTo("kms");
        assertThat(problem).hasMessageContaining("vault").hasMessageContaining("KMS " + version);
        assertThat(EncryptionConfiguration.scheme(value)).contains("kms:" + version + ":vault");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"k8s:enc:", "k8s:enc:rot13", "k8s:enc:\n:", "k8s:enc:aesgcm:v1:key1:", "k8s:enc:aescbc:v1:key1:x"
            })
    void whatIsNoneOfTheseIsAProblem(String value) {
        EncryptionConfiguration configuration = configuration("*.*", "aesgcm", "key1", vector("key"));

        Problem problem = catchThrowableOfType(
                Problem.class,
                () -> configuration.decrypt(
                        "", "secrets", bytes("etcdKey"), value.getBytes(StandardCharsets.ISO_8859_1)));

        assertThat(problem.exitCode()).isEqualTo(ExitCode.FAILED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kind: [" + SECRET + "|not-yaml",
                "kind: Pod|not-a-configuration",
                "kind: EncryptionConfiguration|no-resources",
                "'{kind: EncryptionConfiguration, resources: [{resources: [x], providers: [{rot13: {}}]}]}'|unknown-provider",
                "'{kind: EncryptionConfiguration, resources: [{resources: [x], providers: [{aescbc: {keys: [{name: k, secret: "
                        + SECRET
                        + "}]}}]}]}'|bad-key",
                "'{kind: EncryptionConfiguration, resources: [{resources: [x], providers: [{aescbc: {keys: [{secret: "
                        + SECRET
                        + "}]}}]}]}'|key-without-name"
            })
    void saysWhatIsWrongWithTheFileButNotWhatIsInIt(String text, String code) {
        Problem problem = catchThrowableOfType(Problem.class, () -> of(text));

        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(problem).hasMessageContaining("config.yaml").hasMessageNotContaining(SECRET);
        assertThat(problem.getCause()).isNull();
    }

    @Test
    void whyAFileCannotBeReadIsSaidInWords() throws IOException {
        unreadable(folder.resolve("none.yaml"), "no such file or directory");
        unreadable(folder, "it is a directory");
        Path loop = folder.resolve("loop.yaml");
        unreadable(Files.createSymbolicLink(loop, loop), "Too many levels of symbolic links");
    }

    private static void unreadable(Path file, String why) {
        Problem problem = catchThrowableOfType(Problem.class, () -> EncryptionConfiguration.read(file));
        assertThat(problem.code()).isEqualTo("cannot-read");
        assertThat(problem)
                .hasMessageContaining(file + " cannot be read (" + why)
                .hasMessageNotContaining("Exception");
    }

    @ParameterizedTest
    @CsvSource({
        "secrets,'',secrets,true",
        "*.,'',secrets,true",
        "*.*,apps,deployments,true",
        "*.apps,apps,deployments,true",
        "deployments.apps,apps,deployments,true",
        "secrets,apps,secrets,false",
        "*.apps,batch,jobs,false",
        "*.,apps,deployments,false"
    })
    void resourcesAreNamedWithWildcards(String pattern, String group, String plural, boolean matches) {
        assertThat(new EncryptionConfiguration.Entry(List.of(pattern), List.of(new Provider.Identity()))
                        .isFor(group, plural))
                .isEqualTo(matches);
    }

    @Test
    void keysAreNotShown() {
        var key = new Provider.NamedKey("key1", new SecretKeySpec(bytes("key"), "AES"));

        assertThat(new Provider.AesGcm(List.of(key)).toString()).isEqualTo("AesGcm[keys=[key1]]");
    }

    private static EncryptionConfiguration configuration(String resource, String provider, String key, String secret) {
        return of("""
                apiVersion: apiserver.config.k8s.io/v1
                kind: EncryptionConfiguration
                resources:
                - resources: ["%s"]
                  providers:
                  - %s: {keys: [{name: %s, secret: "%s"}]}
                """.formatted(resource, provider, key, secret));
    }

    private static EncryptionConfiguration of(String text) {
        return EncryptionConfiguration.of("config.yaml", text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] decrypt(EncryptionConfiguration configuration, String provider) {
        return configuration.decrypt(
                "", "secrets", vector("etcdKey").getBytes(StandardCharsets.UTF_8), bytes(provider));
    }

    private static byte[] bytes(String name) {
        return name.equals("etcdKey")
                ? vector(name).getBytes(StandardCharsets.UTF_8)
                : Base64.getDecoder().decode(vector(name));
    }

    private static String vector(String name) {
        try (InputStream in =
                Objects.requireNonNull(EncryptionConfigurationTest.class.getResourceAsStream("vectors.json"))) {
            JsonNode vectors = Json.mapper().readTree(in);
            return vectors.path(name).asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
