package dev.jangada.kube.model.transform;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Message;
import dev.jangada.problem.Problem;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Old names and new ones. Names that are not among the old ones stay; all are replaced at once, so two can be exchanged.
 *
 * @param names the new name of each old one
 */
record Mapping(Map<String, String> names) {

    private static final String LABEL = "[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?";
    /** RFC 1123, as Kubernetes takes it for namespaces. */
    static final Pattern DNS_LABEL = Pattern.compile(LABEL);
    /** The same with dots, for nodes. */
    static final Pattern DNS_SUBDOMAIN = Pattern.compile("(?=.{1,253}$)" + LABEL + "(?:\\." + LABEL + ")*");

    Mapping {
        names = Collections.unmodifiableMap(new LinkedHashMap<>(names));
    }

    /**
     * Reads {@code OLD=NEW}, once for each name.
     *
     * @throws Problem if one is not of this form, or an old name is there twice
     */
    static Map<String, String> parse(List<String> words) {
        var names = new LinkedHashMap<String, String>();
        for (String word : words) {
            String[] parts = word.split("=", -1);
            if (parts.length != 2) {
                throw new Problem(ExitCode.USAGE, TransformMessage.BAD_MAPPING, word);
            }
            if (names.put(parts[0], parts[1]) != null) {
                throw new Problem(ExitCode.USAGE, TransformMessage.MAPPED_TWICE, parts[0]);
            }
        }
        return names;
    }

    /**
     * The mapping, if every name can be one and none is its own.
     *
     * @throws Problem with the sentence for a name that cannot be one, or for one that is mapped to itself
     */
    Mapping checked(Pattern form, Message badName) {
        names.forEach((from, to) -> {
            for (String name : List.of(from, to)) {
                if (!form.matcher(name).matches()) {
                    throw new Problem(ExitCode.USAGE, badName, name);
                }
            }
            if (from.equals(to)) {
                throw new Problem(ExitCode.USAGE, TransformMessage.MAPPED_TO_ITSELF, from);
            }
        });
        return this;
    }

    String map(String name) {
        return names.getOrDefault(name, name);
    }
}
