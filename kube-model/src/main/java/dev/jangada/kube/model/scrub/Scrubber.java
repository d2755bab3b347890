package dev.jangada.kube.model.scrub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectKey;
import dev.jangada.kube.model.Scrub;
import java.util.Optional;
import java.util.Set;

/**
 * Applies a {@link Scrub} to objects one by one. Applying it to its own result changes nothing. The rules, and why, are
 * in {@code docs/design/scrub.md}.
 *
 * <p>Safe for use by several threads, if its {@link Owners} are.
 */
public final class Scrubber {

    /** The annotation that says whose an object was: its ownerReferences as a JSON list, without uids. */
    public static final String OWNER_REFERENCES = "jangada.dev/owner-references";

    /** The annotation that says that a Job or Pod had ended when it was read, and how. */
    public static final String FINISHED = "jangada.dev/finished";

    /** The namespaces that belong to the cluster, not to its users. */
    public static final Set<String> SYSTEM_NAMESPACES = Set.of("kube-system", "kube-public", "kube-node-lease");

    /** Tells whether the controller of an object is itself kept, so that it will make the object again. */
    @FunctionalInterface
    public interface Owners {

        /**
         * Whether the owner exists in the source and is kept, or will itself be made again by an owner that is kept.
         *
         * @param owner the owner; its namespace is that of the owned object even where the owner's kind is
         *     cluster-scoped, because a reference does not say which it is
         */
        boolean kept(ObjectKey owner);
    }

    /** What became of an object. */
    public sealed interface Outcome {}

    /** The object travels, without what must not. */
    public record Kept(KubeObject object) implements Outcome {}

    /** The object does not travel. */
    public record LeftOut(Reason reason) implements Outcome {}

    /** Why an object does not travel. */
    public enum Reason {
        /** It is in, or is, a namespace of the system. */
        SYSTEM_NAMESPACE,
        /** The control plane makes it by itself, and it is as the control plane makes it. */
        MADE_BY_SYSTEM,
        /** A controller makes it out of an object that travels. */
        MADE_BY_CONTROLLER,
        /** A Job or Pod that ended, or a Job of a CronJob: it would run again. */
        FINISHED_JOB,
        /** The cluster makes a new token. */
        SERVICE_ACCOUNT_TOKEN,
        /** It tells the state of a moment of this cluster and means nothing in another: events, leases and the like. */
        TRANSIENT;

        /**
         * Whether what the object owns is left out with it: the object is made again, and makes that again, or it is not
         * to run again, nor what belongs to it.
         */
        public boolean takesAlong() {
            return this == MADE_BY_CONTROLLER || this == FINISHED_JOB;
        }
    }

    private final Scrub scrub;
    private final Owners owners;

    /**
     * A scrubber.
     *
     * @param scrub what is to be taken out; {@link Scrub.Level#NONE} lets every object through as it is, whatever the
     *     other settings say
     * @param owners answers for the controllers of objects
     */
    public Scrubber(Scrub scrub, Owners owners) {
        this.scrub = scrub;
        this.owners = owners;
    }

    /**
     * Decides on one object.
     *
     * @throws dev.jangada.problem.Problem if the object is not valid JSON
     */
    public Outcome apply(KubeObject object) {
        if (scrub.level() == Scrub.Level.NONE) {
            return new Kept(object);
        }
        GroupKind kind = object.groupKind();
        if (!scrub.systemNamespaces() && isOfSystemNamespace(object)) {
            return new LeftOut(Reason.SYSTEM_NAMESPACE);
        }
        if (Transient.KINDS.contains(kind)) {
            return new LeftOut(Reason.TRANSIENT);
        }
        ObjectNode tree = object.tree();
        Optional<Reason> reason = reason(object, kind, tree);
        if (reason.isPresent()) {
            return new LeftOut(reason.get());
        }
        MetadataFields.scrub(tree);
        SpecFields.scrub(kind, tree, scrub);
        if (SystemMade.is(object.key(), tree)) {
            return new LeftOut(Reason.MADE_BY_SYSTEM);
        }
        return new Kept(KubeObject.of(tree));
    }

    /**
     * Why an object carries nothing of its own: a controller makes it out of another object that is kept, or it tells
     * only the state of a moment. Empty if it does. Independent of the scrub's level.
     *
     * @throws dev.jangada.problem.Problem if the object is not valid JSON
     */
    public Optional<Reason> derived(KubeObject object) {
        GroupKind kind = object.groupKind();
        if (Transient.KINDS.contains(kind)) {
            return Optional.of(Reason.TRANSIENT);
        }
        return derived(object, kind, object.tree());
    }

    /**
     * The object without the fields that do not travel, whether or not it travels itself: the form in which what is
     * written and what is found can be compared.
     *
     * @throws dev.jangada.problem.Problem if the object is not valid JSON
     */
    public KubeObject fields(KubeObject object) {
        if (scrub.level() == Scrub.Level.NONE) {
            return object;
        }
        ObjectNode tree = object.tree();
        MetadataFields.scrub(tree);
        SpecFields.scrub(object.groupKind(), tree, scrub);
        return KubeObject.of(tree);
    }

    private Optional<Reason> reason(KubeObject object, GroupKind kind, ObjectNode tree) {
        if (kind.equals(Kinds.SECRET) && tree.path("type").asText().equals("kubernetes.io/service-account-token")) {
            return Optional.of(Reason.SERVICE_ACCOUNT_TOKEN);
        }
        if (kind.equals(Kinds.JOB)) {
            boolean finished = Finished.mark(kind, tree);
            boolean ofCronJob = Ownership.controller(tree)
                    .filter(owner -> owner.path("kind").asText().equals("CronJob"))
                    .isPresent();
            if (!scrub.finishedJobs() && (finished || ofCronJob)) {
                return Optional.of(Reason.FINISHED_JOB);
            }
            if (ofCronJob) {
                return Optional.empty();
            }
        }
        Optional<Reason> derived = derived(object, kind, tree);
        if (derived.isEmpty() && kind.equals(Kinds.POD) && Finished.mark(kind, tree) && !scrub.finishedJobs()) {
            return Optional.of(Reason.FINISHED_JOB);
        }
        return derived;
    }

    private Optional<Reason> derived(KubeObject object, GroupKind kind, ObjectNode tree) {
        if (Transient.is(kind, tree)) {
            return Optional.of(Reason.TRANSIENT);
        }
        boolean made = ControllerMade.is(kind, tree)
                || Ownership.controllerKey(tree, object.namespace())
                        .filter(owner -> ControllerMade.canBeMade(kind, owner))
                        .filter(owners::kept)
                        .isPresent();
        return made ? Optional.of(Reason.MADE_BY_CONTROLLER) : Optional.empty();
    }

    /**
     * Whether the control plane makes an object of this name, whatever somebody has made of it since: that a source does
     * not have it says nothing, because there it may have been as the system makes it.
     */
    public static boolean isSystemObject(ObjectKey key) {
        return SystemMade.isNamed(key);
    }

    private static boolean isOfSystemNamespace(KubeObject object) {
        boolean isNamespace = object.groupKind().equals(Kinds.NAMESPACE);
        return SYSTEM_NAMESPACES.contains(isNamespace ? object.name() : object.namespace());
    }
}
