package dev.jangada.kube.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import dev.jangada.kube.cluster.FakeApiServer.Reply;
import dev.jangada.kube.cluster.FakeApiServer.Request;
import dev.jangada.kube.cluster.client.Environment;
import dev.jangada.kube.model.Selection;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server sees of the user. */
@Timeout(60)
class LoginTest {

    @TempDir
    Path folder;

    private LiveSource open(FakeApiServer server, String user) {
        KubeAccess access = FakeApiServer.access(folder, server.url(), user);
        return LiveCluster.open(access, Environment.ofProcess(), KindReaderTest.SHORT);
    }

    private static FakeApiServer server() {
        return FakeApiServer.ofLists(FakeLists.of(3, 7, 10)::answer);
    }

    /** A server that lets in only those who show a value that is good at the moment. */
    private static FakeApiServer guarded(Function<String, Boolean> good) {
        return FakeApiServer.of(request -> {
            String shown = Optional.ofNullable(request.headers().getFirst("Authorization"))
                    .orElse("");
            return good.apply(shown) ? Optional.empty() : Optional.of(Reply.of(401, "{}"));
        });
    }

    /** The headers of the first request that comes from this user. */
    private Headers headers(String user) {
        try (FakeApiServer server = server();
                LiveSource source = open(server, user)) {
            assertThat(source.kinds().all()).hasSize(1);
            return server.requests().getFirst().headers();
        }
    }

    private Problem problem(String user) {
        var problem = new Problem[1];
        try (FakeApiServer server = server()) {
            assertThatThrownBy(() -> open(server, user).close())
                    .isInstanceOfSatisfying(Problem.class, thrown -> problem[0] = thrown);
        }
        assertThat(problem[0].code()).isEqualTo("bad-credentials");
        return problem[0];
    }

    private void plugin(String script) throws IOException {
        Path plugin = Files.writeString(folder.resolve("plugin"), "#!/bin/sh\n" + script);
        assertThat(plugin.toFile().setExecutable(true)).isTrue();
    }

    private static final String PLUGIN = "exec: {apiVersion: client.authentication.k8s.io/v1, command: ./plugin}";

    @ParameterizedTest
    @ValueSource(strings = {"abc", "abc\\n", " abc\\r\\n"})
    void showsATokenWithoutTheEndOfItsLine(String token) {
        assertThat(headers("token: \"" + token + "\"").get("Authorization")).containsExactly("Bearer abc");
    }

    @Test
    void showsANameAndAPassword() {
        assertThat(headers("username: ann, password: \"s:ç\"").get("Authorization"))
                .as("ann:s:ç in UTF-8 and Base64")
                .containsExactly("Basic YW5uOnM6w6c=");
    }

    /** The token says that it is good until the year 2100. */
    @Test
    void showsATokenOfOpenIdConnectOnce() {
        String token = "eyJhbGciOiJub25lIn0.eyJleHAiOjQxMDI0NDQ4MDB9.eA";
        assertThat(headers("token: other, auth-provider: {name: oidc, config: {id-token: \"" + token + "\\n\"}}")
                        .get("Authorization"))
                .containsExactly("Bearer " + token);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{name: oidc, config: {refresh-token: verysecret}}",
                "{name: gcp, config: {access-token: verysecret}}"
            })
    void saysWhichAuthProvidersItDoesNotKnow(String provider) {
        assertThat(problem("auth-provider: " + provider).getMessage())
                .contains("auth-provider", "kubectl")
                .doesNotContain("verysecret");
    }

    @Test
    void showsNothingIfThereIsNothing() {
        assertThat(headers("").get("Authorization")).isNull();
    }

    @Test
    void readsATokenFileForEachRequest() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "one\n");
        try (FakeApiServer server = server();
                LiveSource source = open(server, "tokenFile: token")) {
            Files.writeString(file, "two\n");
            source.read(source.kinds().find("cm").getFirst(), Selection.ALL, object -> {});
            assertThat(server.requests().getFirst().headers().get("Authorization"))
                    .containsExactly("Bearer one");
            assertThat(server.listRequests().getFirst().headers().get("Authorization"))
                    .containsExactly("Bearer two");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token: \"very\\nsecret\"",
                "token: \"verysecret\\u0001x\"",
                "token: verysecret\u00e9",
                "username: ann, password: x, as: \"very\\nsecret\""
            })
    void quotesNothingThatItCannotSend(String user) {
        Problem problem = problem(user);
        assertThat(problem.getMessage()).contains("\"fake\"");
        assertThat(Throwables.getStackTrace(problem)).doesNotContain("secret");
    }

    @Test
    void actsAsAnotherUserAsClientGoDoes() {
        Headers headers = headers("""
                token: abc, as: bob, as-uid: "77", as-groups: [ops, "a b"],
                as-user-extra: {"example.com/Scope 100%": [x, y], reason: [z]}""".replace('\n', ' '));
        assertThat(headers.get("Impersonate-User")).containsExactly("bob");
        assertThat(headers.get("Impersonate-Uid")).containsExactly("77");
        assertThat(headers.get("Impersonate-Group")).containsExactly("ops", "a b");
        assertThat(headers.get("Impersonate-Extra-example.com%2FScope%20100%25"))
                .containsExactly("x", "y");
        assertThat(headers.get("Impersonate-Extra-reason")).containsExactly("z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"as-groups: [ops]", "as-uid: \"77\"", "as-user-extra: {a: [b]}"})
    void nobodyCannotHaveGroups(String user) {
        assertThat(problem("token: abc, " + user).getMessage()).contains("need as");
    }

    @Test
    void runsAPluginAgainWhenItsTokenIsRefused() throws IOException {
        plugin("""
                echo x >>"$(dirname "$0")/runs"
                printf '{"status":{"token":"t%d\\\\n"}}' "$(wc -l <"$(dirname "$0")/runs")"
                """);
        var good = new String[] {"Bearer t1"};
        try (FakeApiServer server = guarded(shown -> shown.equals(good[0]));
                LiveSource source = open(server, PLUGIN)) {
            good[0] = "Bearer t2";
            assertThat(source.get(source.kinds().find("cm").getFirst(), "shop", "none"))
                    .isEmpty();
            assertThat(server.requests().stream()
                            .map(Request::headers)
                            .map(headers -> headers.getFirst("Authorization"))
                            .distinct())
                    .containsExactly("Bearer t1", "Bearer t2");
        }
    }

    @Test
    void doesNotRunAPluginForEverThatHasOnlyOneToken() throws IOException {
        plugin("""
                echo x >>"$(dirname "$0")/runs"
                echo '{"kind":"ExecCredential","status":{"token":"old"}}'
                """);
        var good = new String[] {"Bearer old"};
        try (FakeApiServer server = guarded(shown -> shown.equals(good[0]));
                LiveSource source = open(server, PLUGIN)) {
            good[0] = "Bearer new";
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> source.get(source.kinds().find("cm").getFirst(), "shop", "x"))
                        .isInstanceOfSatisfying(
                                Problem.class,
                                problem -> assertThat(problem.code()).isEqualTo("unauthenticated"));
            }
            List<String> runs = Files.readAllLines(folder.resolve("runs"));
            assertThat(runs).hasSize(2);
        }
    }
}
