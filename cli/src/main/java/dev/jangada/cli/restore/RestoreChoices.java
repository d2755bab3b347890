package dev.jangada.cli.restore;

import dev.jangada.cli.command.CommandMessage;
import dev.jangada.kube.cluster.restore.Choice;
import dev.jangada.kube.cluster.restore.Existing;
import dev.jangada.kube.cluster.restore.RestoreOptions;
import dev.jangada.kube.cluster.restore.VolumePolicy;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Selection;
import dev.jangada.kube.model.transform.NamespaceMapping;
import dev.jangada.kube.model.transform.NodeMapping;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.FileFailure;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a restore does and what it leaves alone. A plan holds all of it, so none of it can be said beside a saved plan. */
final class RestoreChoices {

    private static final String MAPPING = "OLD=NEW";

    @Option(names = "--existing", paramLabel = "MODE", descriptionKey = "restore.existing")
    Existing existing = Existing.SKIP;

    @Option(names = "--volumes", paramLabel = "POLICY", descriptionKey = "restore.volumes")
    VolumePolicy volumes = VolumePolicy.REATTACH;

    final Set<Choice> choices = EnumSet.noneOf(Choice.class);

    @Option(names = "--force-conflicts", descriptionKey = "restore.force-conflicts")
    void forceConflicts(boolean on) {
        choose(Choice.FORCE_CONFLICTS, on);
    }

    @Option(names = "--prune", descriptionKey = "restore.prune")
    void prune(boolean on) {
        choose(Choice.PRUNE, on);
    }

    @Option(names = "--prune-definitions", descriptionKey = "restore.prune-definitions")
    void pruneDefinitions(boolean on) {
        choose(Choice.PRUNE_DEFINITIONS, on);
    }

    @Option(names = "--prune-volumes", descriptionKey = "restore.prune-volumes")
    void pruneVolumes(boolean on) {
        choose(Choice.PRUNE_VOLUMES, on);
    }

    @Option(names = "--system-namespaces", descriptionKey = "restore.system-namespaces")
    void systemNamespaces(boolean on) {
        choose(Choice.SYSTEM_NAMESPACES, on);
    }

    @Option(names = "--finished-jobs", descriptionKey = "restore.finished-jobs")
    void finishedJobs(boolean on) {
        choose(Choice.FINISHED_JOBS, on);
    }

    @Option(names = "--include-cluster-resources", descriptionKey = "restore.include-cluster-resources")
    void includeClusterResources(boolean on) {
        choose(Choice.INCLUDE_CLUSTER_RESOURCES, on);
    }

    @Option(names = "--keep-service-addresses", descriptionKey = "restore.keep-service-addresses")
    void keepServiceAddresses(boolean on) {
        choose(Choice.KEEP_SERVICE_ADDRESSES, on);
    }

    @Option(names = "--managed-fields", descriptionKey = "restore.managed-fields")
    void managedFields(boolean on) {
        choose(Choice.MANAGED_FIELDS, on);
    }

    @Option(names = "--drop-finalizers", descriptionKey = "restore.drop-finalizers")
    void dropFinalizers(boolean on) {
        choose(Choice.DROP_FINALIZERS, on);
    }

    @Option(names = "--suspend-cronjobs", descriptionKey = "restore.suspend-cronjobs")
    void suspendCronJobs(boolean on) {
        choose(Choice.SUSPEND_CRON_JOBS, on);
    }

    @Option(names = "--scale-to-zero", descriptionKey = "restore.scale-to-zero")
    void scaleToZero(boolean on) {
        choose(Choice.SCALE_TO_ZERO, on);
    }

    @Option(names = "--ignore-webhooks", descriptionKey = "restore.ignore-webhooks")
    void ignoreWebhooks(boolean on) {
        choose(Choice.IGNORE_WEBHOOKS, on);
    }

    @Option(names = "--status", split = ",", paramLabel = "KIND", descriptionKey = "restore.status")
    List<String> statusKinds = new ArrayList<>();

    @Option(
            names = "--namespace-mapping",
            split = ",",
            paramLabel = MAPPING,
            descriptionKey = "restore.namespace-mapping")
    List<String> namespaceMapping = new ArrayList<>();

    @Option(names = "--node-mapping", split = ",", paramLabel = MAPPING, descriptionKey = "restore.node-mapping")
    List<String> nodeMapping = new ArrayList<>();

    @Option(names = "--resource-modifiers", paramLabel = "FILE", descriptionKey = "restore.resource-modifiers")
    @Nullable
    Path modifiers;

    @Option(names = "--allow-partial", descriptionKey = "restore.allow-partial")
    boolean allowPartial;

    private void choose(Choice choice, boolean on) {
        if (on) {
            choices.add(choice);
        } else {
            choices.remove(choice);
        }
    }

    /**
     * What the options mean for a source.
     *
     * @throws Problem if they contradict each other, name a kind that the source does not have, or a file that cannot be
     *     read
     */
    RestoreOptions options(Selection selection, ObjectSource source) {
        boolean pruneMore = choices.contains(Choice.PRUNE_DEFINITIONS) || choices.contains(Choice.PRUNE_VOLUMES);
        if (pruneMore && !choices.contains(Choice.PRUNE)) {
            throw new Problem(
                    ExitCode.USAGE,
                    CommandMessage.RESTORE_OPTION_NEEDS,
                    choices.contains(Choice.PRUNE_DEFINITIONS) ? "--prune-definitions" : "--prune-volumes",
                    "--prune");
        }
        if (choices.contains(Choice.FORCE_CONFLICTS) && existing != Existing.MERGE) {
            throw new Problem(
                    ExitCode.USAGE, CommandMessage.RESTORE_OPTION_NEEDS, "--force-conflicts", "--existing merge");
        }
        return new RestoreOptions(
                selection,
                existing,
                volumes,
                choices,
                statusKinds.stream()
                        .flatMap(word -> source.kinds().find(word).stream())
                        .map(ResourceKind::resourceName)
                        .toList(),
                NamespaceMapping.parse(namespaceMapping).names(),
                nodes(),
                rules());
    }

    private Map<String, String> nodes() {
        NodeMapping mapping = NodeMapping.parse(nodeMapping);
        return nodeMapping.stream()
                .map(word -> word.substring(0, word.indexOf('=')))
                .collect(Collectors.toMap(Function.identity(), mapping::map));
    }

    private String rules() {
        Path file = modifiers;
        if (file == null) {
            return "";
        }
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new Problem(
                    e,
                    ExitCode.FAILED,
                    RestoreCommandMessage.RESTORE_MODIFIERS_UNREADABLE,
                    file,
                    FileFailure.reason(e));
        }
    }
}
