package dev.jangada.cli.restore;

import dev.jangada.cli.command.SelectionWords;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.kube.cluster.restore.Choice;
import dev.jangada.kube.cluster.restore.Existing;
import dev.jangada.kube.cluster.restore.PlanHeader;
import dev.jangada.kube.cluster.restore.RestoreOptions;
import dev.jangada.kube.cluster.restore.VolumePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A restore's options as the words of the command line that would choose them; nothing for what is so anyway. */
final class RestoreWords {

    private RestoreWords() {}

    static List<String> of(RestoreOptions options) {
        if (options.choices().contains(Choice.VERBATIM)) {
            // No command line says that: it is how an undoing puts things back.
            return List.of();
        }
        var words = new ArrayList<>(SelectionWords.of(options.selection()));
        if (options.existing() != Existing.SKIP) {
            words.addAll(List.of("--existing", word(options.existing())));
        }
        if (options.volumes() != VolumePolicy.REATTACH) {
            words.addAll(List.of("--volumes", word(options.volumes())));
        }
        options.choices().stream().sorted().map(RestoreWords::option).forEach(words::add);
        options.statusKinds().forEach(kind -> words.addAll(List.of("--status", kind)));
        mapping(words, "--namespace-mapping", options.namespaceMapping());
        mapping(words, "--node-mapping", options.nodeMapping());
        if (!options.modifiers().isEmpty()) {
            words.add("--resource-modifiers");
        }
        return words;
    }

    private static String option(Choice choice) {
        return choice == Choice.SUSPEND_CRON_JOBS ? "--suspend-cronjobs" : "--" + word(choice);
    }

    private static void mapping(List<String> words, String option, Map<String, String> mapping) {
        if (!mapping.isEmpty()) {
            words.addAll(List.of(
                    option,
                    mapping.entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .map(entry -> entry.getKey() + "=" + entry.getValue())
                            .collect(Collectors.joining(","))));
        }
    }

    /** A plan's target; one that is no running cluster has no server. */
    static String target(PlanHeader header) {
        String context = Terminal.harmless(header.target().context());
        String server = header.target().server();
        return server.isEmpty() ? context : context + " (" + server + ")";
    }

    /** How an option's value, or a field of JSON, calls a constant. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
