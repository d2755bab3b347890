package dev.jangada.kube.cluster.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.kube.model.Json;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Runs the program that a kubeconfig's {@code exec} names and takes the credential that it prints (the
 * <a href="https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins">ExecCredential
 * protocol</a>). What the program says on its standard error, a login address say, goes to the user.
 */
final class CredentialPlugin {

    /** Asked for again this long before it ends, so that it does not end under way. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private static final File NOTHING = new File("/dev/null");

    private final Kubeconfig kubeconfig;
    private final JsonNode exec;
    private final Environment environment;
    private @Nullable Credential last;
    /** The token that was refused last: printed once more, it is no better. */
    private @Nullable String useless;

    /**
     * A credential.
     *
     * @param token the bearer token, empty if there is none
     * @param certificate the client certificate in PEM, empty if there is none
     * @param key its key, the same
     * @param ends when it is no longer good
     */
    record Credential(String token, String certificate, String key, Instant ends) {
        /** Shows nothing of it. */
        @Override
        public String toString() {
            return "Credential, good until " + ends;
        }
    }

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

    /**
     * Hears that the server refused the token of last time: the program runs again, unless it was given the chance
     * already and came up with the same.
     *
     * @param refused tells whether a token is the one that was refused
     * @return whether there is another token now
     * @throws Problem if the program fails or prints none
     */
    synchronized boolean renews(Predicate<String> refused) {
        Credential known = last;
        if (known != null && refused.test(known.token())) {
            if (known.token().equals(useless)) {
                return false;
            }
            useless = known.token();
            last = run();
        }
        return !refused.test(credential().token());
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
        boolean interactive = isInteractive();
        var builder = new ProcessBuilder(words)
                .redirectInput(interactive ? Redirect.INHERIT : Redirect.from(NOTHING))
                .redirectError(Redirect.INHERIT);
        var variables = builder.environment();
        variables.clear();
        variables.putAll(environment.variables());
        exec.path("env")
                .forEach(variable -> variables.put(
                        variable.path("name").asText(), variable.path("value").asText()));
        variables.put("KUBERNETES_EXEC_INFO", ExecInfo.of(kubeconfig.cluster(), exec, interactive));
        return builder.start();
    }

    /** Whether the program may ask somebody something; {@code IfAvailable} is what the protocol means by nothing. */
    private boolean isInteractive() {
        return switch (exec.path("interactiveMode").asText("")) {
            case "Never" -> false;
            case "Always" -> {
                if (!environment.hasTerminal()) {
                    throw failed(null, "it needs a terminal to ask on");
                }
                yield true;
            }
            default -> environment.hasTerminal();
        };
    }

    private Credential read(byte[] printed) {
        JsonNode credential;
        try {
            credential = Json.mapper().readTree(printed);
        } catch (IOException e) {
            // The exception would quote what was printed, and so the token.
            throw failed(null, "what it prints is not JSON");
        }
        JsonNode status = credential.path("status");
        String token = status.path("token").asText("").strip();
        String certificate = status.path("clientCertificateData").asText("");
        String key = status.path("clientKeyData").asText("");
        if (token.isEmpty() && certificate.isEmpty() && key.isEmpty()) {
            throw failed(null, "it prints neither a token nor a certificate");
        }
        if (certificate.isEmpty() != key.isEmpty()) {
            throw failed(null, "it prints a certificate and no key, or a key and no certificate");
        }
        return new Credential(token, certificate, key, ends(status));
    }

    private Instant ends(JsonNode status) {
        String ends = status.path("expirationTimestamp").asText("");
        try {
            return ends.isEmpty() ? Instant.MAX : Instant.parse(ends);
        } catch (DateTimeParseException e) {
            throw failed(null, "its expirationTimestamp is no time");
        }
    }

    private Problem failed(@Nullable Throwable cause, String why) {
        return new Problem(
                cause,
                ExitCode.FAILED,
                ClientMessage.CREDENTIAL_PLUGIN_FAILED,
                exec.path("command").asText(""),
                why);
    }
}
