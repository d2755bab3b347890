package dev.jangada.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.cluster.restore.RestoreOptions;
import dev.jangada.kube.model.ObjectKey;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** How objects are changed on their way to the target: the one place where a restore's options become that. */
final class Transforms {

    private Transforms() {}

    /** What the options ask for, in the order in which it is done; each hears the key that an object has in the source. */
    static List<BiConsumer<ObjectKey, ObjectNode>> of(RestoreOptions options) {
        return List.of();
    }

    /**
     * A mapping as the command line has it.
     *
     * @param option the option, for the user
     * @param words {@code OLD=NEW} each
     * @throws Problem if a word is not of this form, or says something else about a name than one before it
     */
    static Map<String, String> mapping(String option, List<String> words) {
        var mapping = new LinkedHashMap<String, String>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals <= 0 || equals == word.length() - 1) {
                throw new Problem(ExitCode.USAGE, CliMessage.USAGE_BAD_VALUE, option, word, "OLD=NEW");
            }
            String old = word.substring(0, equals);
            String fresh = word.substring(equals + 1);
            if (!fresh.equals(mapping.getOrDefault(old, fresh))) {
                throw new Problem(ExitCode.USAGE, CliMessage.RESTORE_MAPPED_TWICE, option, old);
            }
            mapping.put(old, fresh);
        }
        return mapping;
    }
}
