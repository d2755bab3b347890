package dev.jangada.kube.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Json;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.Console;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Runs the program that a kubeconfig's {@code exec} names and takes the credential that it prints (the
 * <a href="https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins">ExecCredential
 * protocol</a>). What the program says on its standard error, a login address say, goes to the user.
 */
final class CredentialPlugin {

    /** Asked for again this long before it ends, so that it does not end under way. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private final Kubeconfig kubeconfig;
    private final JsonNode exec;
    private final Environment environment;
    private @Nullable Credential last;

    /**
     * A credential.
     *
     * @param token the bearer token, empty if there is none
     * @param certificate the client certificate in PEM, empty if there is none
     * @param key its key, the same
     * @param ends when it is no longer good
     */
    record Credential(String token, String certificate, String key, Instant ends) {}

    CredentialPlugin(Kubeconfig kubeconfig, JsonNode exec, Environment environment) {
        this.kubeconfig = kubeconfig;
        this.exec = exec;
        this.environment = environment;
    }

    /**
     * A credential that is still good; the program runs when there is none.
     *
     * @throws Problem if the program fails or prints none
     */
    synchronized Credential credential() {
        Credential known = last;
        if (known == null || known.ends().minus(MARGIN).isBefore(Instant.now())) {
            known = run();
            last = known;
        }
        return known;
    }

    private Credential run() {
        String command = exec.path("command").asText("");
        var words = new ArrayList<String>();
        boolean relative = command.contains("/") && !command.startsWith("/");
        words.add(relative ? kubeconfig.user().resolve(command).normalize().toString() : command);
        exec.path("args").forEach(argument -> words.add(argument.asText()));
        try {
            Process process = start(words);
            byte[] printed = process.getInputStream().readAllBytes();
            int exit = process.waitFor();
            if (exit != 0) {
                throw failed(null, "exit code " + exit);
            }
            return read(printed);
        } catch (IOException e) {
            String hint =
                    exec.path("installHint").asText("").lines().findFirst().orElse("");
            throw failed(e, e.getMessage() + (hint.isEmpty() ? "" : "; " + hint));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while the credential plugin runs");
        }
    }

    private Process start(List<String> words) throws IOException {
        var builder = new ProcessBuilder(words)
                .redirectInput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        var variables = builder.environment();
        variables.clear();
        variables.putAll(environment.variables());
        exec.path("env")
                .forEach(variable -> variables.put(
                        variable.path("name").asText(), variable.path("value").asText()));
        variables.put("KUBERNETES_EXEC_INFO", info());
        return builder.start();
    }

    /** What the program is told about who asks. */
    @SuppressWarnings("SystemConsoleNull") // Its contract still allows null, and NullAway holds us to it.
    private String info() {
        ObjectNode info = Json.object()
                .put("apiVersion", exec.path("apiVersion").asText())
                .put("kind", "ExecCredential");
        ObjectNode spec = info.putObject("spec");
        Console console = System.console();
        spec.put(
                "interactive",
                console != null
                        && console.isTerminal()
                        && !exec.path("interactiveMode").asText("").equals("Never"));
        if (exec.path("provideClusterInfo").asBoolean()) {
            ObjectNode cluster = kubeconfig.cluster().value().deepCopy();
            cluster.remove(List.of("extensions", "certificate-authority"));
            spec.set("cluster", cluster);
        }
        return info.toString();
    }

    private Credential read(byte[] printed) {
        JsonNode credential;
        try {
            credential = Json.mapper().readTree(printed);
        } catch (IOException e) {
            throw failed(e, "what it prints is not JSON");
        }
        JsonNode status = credential.path("status");
        String token = status.path("token").asText("");
        String certificate = status.path("clientCertificateData").asText("");
        String key = status.path("clientKeyData").asText("");
        if (token.isEmpty() && (certificate.isEmpty() || key.isEmpty())) {
            throw failed(null, "it prints neither a token nor a certificate");
        }
        return new Credential(token, certificate, key, ends(status));
    }

    private Instant ends(JsonNode status) {
        String ends = status.path("expirationTimestamp").asText("");
        try {
            return ends.isEmpty() ? Instant.MAX : Instant.parse(ends);
        } catch (DateTimeParseException e) {
            throw failed(e, "expirationTimestamp " + ends);
        }
    }

    private Problem failed(@Nullable Throwable cause, String why) {
        return new Problem(
                cause,
                ExitCode.FAILED,
                ClusterMessage.CREDENTIAL_PLUGIN_FAILED,
                exec.path("command").asText(""),
                why);
    }
}
