package dev.jangada.kube.dump.convert;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.dump.Note;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.compare.Converter;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings objects of removed API versions to today's. Sources of the rules: the Kubernetes "Deprecated API Migration
 * Guide" and the conversion and defaulting functions of Kubernetes itself ({@code pkg/apis/…/conversion.go} and
 * {@code defaults.go}); each rule names its own.
 */
public final class VersionConverter implements Converter {

    private record From(String apiVersion, String kind) {}

    private record Step(String apiVersion, Rule rule) {}

    private static final Map<From, Step> STEPS = new HashMap<>();
    private static final Map<From, Note> WITHOUT_SUCCESSOR = new HashMap<>();

    static {
        workloads();
        networking();
        batchAndPolicy();
        accessAndExtension();
        renamed();
        for (String group : List.of("extensions", "policy")) {
            without(group + "/v1beta1", "PodSecurityPolicy", "Pod Security Admission");
        }
        without("extensions/v1beta1", "ThirdPartyResource", "CustomResourceDefinition");
        without("extensions/v1beta1", "Job", "batch/v1 Job");
        without("extensions/v1beta1", "HorizontalPodAutoscaler", "autoscaling/v2 HorizontalPodAutoscaler");
        without("autoscaling/v2alpha1", "HorizontalPodAutoscaler", "autoscaling/v2 HorizontalPodAutoscaler");
        without("batch/v2alpha1", "ScheduledJob", "batch/v1 CronJob");
        without("settings.k8s.io/v1alpha1", "PodPreset", "MutatingAdmissionPolicy");
        without("certificates.k8s.io/v1beta1", "CertificateSigningRequest", "certificates.k8s.io/v1");
    }

    private static void workloads() {
        step("extensions/v1beta1", "apps/v1", "Deployment", Workloads::deploymentOfExtensions);
        step("apps/v1beta1", "apps/v1", "Deployment", Workloads::deploymentOfApps1);
        step("apps/v1beta2", "apps/v1", "Deployment", Rule.SAME);
        step("extensions/v1beta1", "apps/v1", "DaemonSet", Workloads::daemonSetOfExtensions);
        step("apps/v1beta2", "apps/v1", "DaemonSet", Rule.SAME);
        step("extensions/v1beta1", "apps/v1", "ReplicaSet", Workloads::replicaSetOfExtensions);
        step("apps/v1beta2", "apps/v1", "ReplicaSet", Rule.SAME);
        step("apps/v1beta1", "apps/v1", "StatefulSet", Workloads::statefulSetOfApps1);
        step("apps/v1beta2", "apps/v1", "StatefulSet", Rule.SAME);
        step("apps/v1beta1", "apps/v1", "ControllerRevision", Rule.SAME);
        step("apps/v1beta2", "apps/v1", "ControllerRevision", Rule.SAME);
        for (String version : List.of("autoscaling/v1", "autoscaling/v2")) {
            step(version, version, "HorizontalPodAutoscaler", Autoscalers::target);
        }
        step("autoscaling/v2beta1", "autoscaling/v2", "HorizontalPodAutoscaler", Autoscalers::ofV2beta1);
        step("autoscaling/v2beta2", "autoscaling/v2", "HorizontalPodAutoscaler", Autoscalers::target);
    }

    private static void networking() {
        step("extensions/v1beta1", "networking.k8s.io/v1", "NetworkPolicy", Rule.SAME);
        step("extensions/v1beta1", "networking.k8s.io/v1", "Ingress", Ingresses::convert);
        step("networking.k8s.io/v1beta1", "networking.k8s.io/v1", "Ingress", Ingresses::convert);
        step("networking.k8s.io/v1beta1", "networking.k8s.io/v1", "IngressClass", Rule.SAME);
        step("discovery.k8s.io/v1beta1", "discovery.k8s.io/v1", "EndpointSlice", Moves::endpointSlice);
    }

    private static void batchAndPolicy() {
        step("batch/v1beta1", "batch/v1", "CronJob", Moves::cronJob);
        step("batch/v2alpha1", "batch/v1", "CronJob", Moves::cronJobOfV2alpha1);
        step("policy/v1beta1", "policy/v1", "PodDisruptionBudget", Moves::disruptionBudget);
    }

    private static void accessAndExtension() {
        String rbac = "rbac.authorization.k8s.io";
        for (String kind : List.of("Role", "ClusterRole")) {
            step(rbac + "/v1alpha1", rbac + "/v1", kind, Access::roleOfV1alpha1);
            step(rbac + "/v1beta1", rbac + "/v1", kind, Rule.SAME);
        }
        for (String kind : List.of("RoleBinding", "ClusterRoleBinding")) {
            step(rbac + "/v1alpha1", rbac + "/v1", kind, Access::bindingOfV1alpha1);
            step(rbac + "/v1beta1", rbac + "/v1", kind, Rule.SAME);
        }
        step(
                "apiextensions.k8s.io/v1beta1",
                "apiextensions.k8s.io/v1",
                "CustomResourceDefinition",
                CustomDefinitions::convert);
        step("apiregistration.k8s.io/v1beta1", "apiregistration.k8s.io/v1", "APIService", Rule.SAME);
        String admission = "admissionregistration.k8s.io";
        for (String kind : List.of("ValidatingWebhookConfiguration", "MutatingWebhookConfiguration")) {
            step(admission + "/v1beta1", admission + "/v1", kind, Webhooks::convert);
        }
        for (String kind : List.of(
                "ValidatingAdmissionPolicy",
                "ValidatingAdmissionPolicyBinding",
                "MutatingAdmissionPolicy",
                "MutatingAdmissionPolicyBinding")) {
            step(admission + "/v1beta1", admission + "/v1", kind, Rule.SAME);
        }
    }

    /** Kinds of which the last beta and the first stable version have the same fields and defaults. */
    private static void renamed() {
        String storage = "storage.k8s.io";
        step(storage + "/v1beta1", storage + "/v1", "StorageClass", Rule.SAME);
        step(storage + "/v1beta1", storage + "/v1", "VolumeAttachment", Rule.SAME);
        step(storage + "/v1beta1", storage + "/v1", "CSIDriver", Rule.SAME);
        step(storage + "/v1beta1", storage + "/v1", "CSINode", Rule.SAME);
        step(storage + "/v1beta1", storage + "/v1", "CSIStorageCapacity", Rule.SAME);
        step("coordination.k8s.io/v1beta1", "coordination.k8s.io/v1", "Lease", Rule.SAME);
        step("node.k8s.io/v1beta1", "node.k8s.io/v1", "RuntimeClass", Rule.SAME);
        step("node.k8s.io/v1alpha1", "node.k8s.io/v1", "RuntimeClass", Moves::runtimeClassOfV1alpha1);
        for (String version : List.of("v1alpha1", "v1beta1")) {
            step("scheduling.k8s.io/" + version, "scheduling.k8s.io/v1", "PriorityClass", Rule.SAME);
        }
        String flow = "flowcontrol.apiserver.k8s.io";
        for (String version : List.of("v1alpha1", "v1beta1", "v1beta2", "v1beta3")) {
            step(flow + "/" + version, flow + "/v1", "FlowSchema", Rule.SAME);
            step(flow + "/" + version, flow + "/v1", "PriorityLevelConfiguration", Moves::priorityLevel);
        }
    }

    private static void step(String from, String to, String kind, Rule rule) {
        STEPS.put(new From(from, kind), new Step(to, rule));
    }

    private static void without(String from, String kind, String successor) {
        WITHOUT_SUCCESSOR.put(
                new From(from, kind), new Note(ConvertMessage.NO_SUCCESSOR, from + " " + kind, successor));
    }

    /**
     * Brings an object to a version that today's Kubernetes serves. A HorizontalPodAutoscaler of any version is also
     * given today's version of the workload that it scales, because it would not find it otherwise.
     */
    public Conversion toCurrent(KubeObject object) {
        var from = new From(object.apiVersion(), object.kind());
        Note without = WITHOUT_SUCCESSOR.get(from);
        if (without != null) {
            return new Conversion.NotMechanical(object, without);
        }
        Step step = STEPS.get(from);
        return step == null ? new Conversion.Unchanged(object) : apply(step, object);
    }

    private static Conversion apply(Step step, KubeObject object) {
        ObjectNode tree = object.tree();
        ObjectNode before = tree.deepCopy();
        tree.put("apiVersion", step.apiVersion);
        var remarks = new Rule.Remarks();
        try {
            step.rule.apply(tree, remarks);
        } catch (Rule.NotMechanicalException e) {
            return new Conversion.NotMechanical(object, e.why());
        }
        return tree.equals(before)
                ? new Conversion.Unchanged(object)
                : new Conversion.Converted(object, KubeObject.of(tree), remarks.notes());
    }

    /**
     * The object at one certain version, for comparing; empty if it cannot be brought there mechanically.
     *
     * @param apiVersion the version wanted, for example {@code apps/v1}
     */
    @Override
    public Optional<KubeObject> convert(KubeObject object, String apiVersion) {
        if (object.apiVersion().equals(apiVersion)) {
            return Optional.of(object);
        }
        return switch (toCurrent(object)) {
            case Conversion.Converted converted ->
                Optional.of(converted.after())
                        .filter(after -> after.apiVersion().equals(apiVersion));
            case Conversion.Unchanged unchanged -> Optional.empty();
            case Conversion.NotMechanical impossible -> Optional.empty();
        };
    }

    @Override
    public Optional<Problem> obstacle(KubeObject object) {
        return toCurrent(object) instanceof Conversion.NotMechanical(KubeObject _, Note why)
                ? Optional.of(new Problem(
                        ExitCode.FAILED, why.sentence(), why.arguments().toArray()))
                : Optional.empty();
    }
}
