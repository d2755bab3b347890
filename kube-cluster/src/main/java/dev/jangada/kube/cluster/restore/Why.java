package dev.jangada.kube.cluster.restore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Json;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A reason, told in the user's language.
 *
 * @param message the sentence
 * @param arguments what its placeholders stand for; never a secret value
 */
public record Why(RestoreMessage message, List<String> arguments) {

    public Why {
        arguments = List.copyOf(arguments);
    }

    static Why of(RestoreMessage message, String... arguments) {
        return new Why(message, List.of(arguments));
    }

    /** What a problem says, in English. */
    static Why of(Problem problem) {
        return of(RestoreMessage.BECAUSE, String.valueOf(problem.getMessage()));
    }

    /** The same sentence as a problem, or as an argument of one, which is then told in the same language. */
    Problem asProblem(ExitCode exitCode) {
        return new Problem(exitCode, message, arguments.toArray());
    }

    /** The sentence in a language. */
    public String in(Locale locale) {
        return message.in(locale, arguments.toArray());
    }

    /** A stable name, for scripts: the message's name in lower case with dashes. */
    public String code() {
        return message.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object().put("code", message.name());
        if (!arguments.isEmpty()) {
            arguments.forEach(json.putArray("arguments")::add);
        }
        return json;
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException if there is no such message
     */
    static Why of(JsonNode json) {
        var arguments = new ArrayList<String>();
        json.path("arguments").forEach(argument -> arguments.add(argument.asText()));
        return new Why(RestoreMessage.valueOf(json.path("code").asText()), arguments);
    }
}
