package dev.jangada.kube.cluster.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.kube.cluster.client.Kubeconfig.Entry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The headers by which a user acts as another one, as client-go writes them. */
final class Impersonation {

    /** What a header's name may hold besides letters and digits (RFC 9110), without the sign that escapes the rest. */
    private static final String NAME_SIGNS = "!#$&'*+-.^_`|~";

    private Impersonation() {}

    /**
     * A header.
     *
     * @param name its name
     * @param value its value
     */
    record Header(String name, String value) {}

    /**
     * The headers; empty if the user acts as nobody else.
     *
     * @throws dev.jangada.problem.Problem if there are groups, a uid or more, but no user to have them, or one of them
     *     cannot be sent
     */
    static List<Header> of(Kubeconfig kubeconfig) {
        Entry user = kubeconfig.user();
        var headers = new ArrayList<Header>();
        if (!user.text("as-uid").isEmpty()) {
            headers.add(new Header("Impersonate-Uid", user.text("as-uid")));
        }
        for (JsonNode group : user.value().path("as-groups")) {
            headers.add(new Header("Impersonate-Group", group.asText()));
        }
        user.value().path("as-user-extra").properties().forEach(extra -> {
            String name = "Impersonate-Extra-" + escaped(extra.getKey());
            extra.getValue().forEach(value -> headers.add(new Header(name, value.asText())));
        });
        if (user.text("as").isEmpty()) {
            if (!headers.isEmpty()) {
                throw kubeconfig.unusable(null, "as-uid, as-groups and as-user-extra need as");
            }
            return List.of();
        }
        headers.addFirst(new Header("Impersonate-User", user.text("as")));
        if (headers.stream().anyMatch(header -> header.value().chars().anyMatch(Character::isISOControl))) {
            throw kubeconfig.unusable(null, "the user to act as holds characters that cannot be sent");
        }
        return List.copyOf(headers);
    }

    private static String escaped(String key) {
        var name = new StringBuilder();
        for (byte each : key.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = each >= '0' && each <= '9'
                    || each >= 'a' && each <= 'z'
                    || each >= 'A' && each <= 'Z'
                    || NAME_SIGNS.indexOf(each) >= 0;
            name.append(plain ? String.valueOf((char) each) : "%%%02X".formatted(each & 0xff));
        }
        return name.toString();
    }
}
