package dev.jangada.kube.model.transform;

import dev.jangada.kube.model.GroupKind;
import java.util.Map;

/** The kinds that transforms have rules for, and where those that make pods say what pods. */
final class Kinds {

    static final GroupKind NAMESPACE = core("Namespace");
    static final GroupKind NODE = core("Node");
    static final GroupKind POD = core("Pod");
    static final GroupKind ENDPOINTS = core("Endpoints");
    static final GroupKind PERSISTENT_VOLUME = core("PersistentVolume");
    static final GroupKind PERSISTENT_VOLUME_CLAIM = core("PersistentVolumeClaim");
    static final GroupKind REPLICATION_CONTROLLER = core("ReplicationController");
    static final GroupKind DEPLOYMENT = apps("Deployment");
    static final GroupKind REPLICA_SET = apps("ReplicaSet");
    static final GroupKind STATEFUL_SET = apps("StatefulSet");
    static final GroupKind CRON_JOB = new GroupKind("batch", "CronJob");
    static final GroupKind ENDPOINT_SLICE = new GroupKind("discovery.k8s.io", "EndpointSlice");
    static final GroupKind NETWORK_POLICY = new GroupKind("networking.k8s.io", "NetworkPolicy");
    static final GroupKind INGRESS_CLASS = new GroupKind("networking.k8s.io", "IngressClass");
    static final GroupKind STORAGE_CLASS = new GroupKind("storage.k8s.io", "StorageClass");
    static final GroupKind ROLE_BINDING = new GroupKind("rbac.authorization.k8s.io", "RoleBinding");
    static final GroupKind CLUSTER_ROLE_BINDING = new GroupKind("rbac.authorization.k8s.io", "ClusterRoleBinding");
    static final GroupKind FLOW_SCHEMA = new GroupKind("flowcontrol.apiserver.k8s.io", "FlowSchema");
    static final GroupKind API_SERVICE = new GroupKind("apiregistration.k8s.io", "APIService");
    static final GroupKind DEFINITION = new GroupKind("apiextensions.k8s.io", "CustomResourceDefinition");
    static final GroupKind VALIDATING_WEBHOOKS = admission("ValidatingWebhookConfiguration");
    static final GroupKind MUTATING_WEBHOOKS = admission("MutatingWebhookConfiguration");
    static final GroupKind VALIDATING_POLICY = admission("ValidatingAdmissionPolicy");
    static final GroupKind MUTATING_POLICY = admission("MutatingAdmissionPolicy");
    static final GroupKind VALIDATING_POLICY_BINDING = admission("ValidatingAdmissionPolicyBinding");
    static final GroupKind MUTATING_POLICY_BINDING = admission("MutatingAdmissionPolicyBinding");

    private static final String TEMPLATE = "spec template spec";

    /** Where the specification of the pods stands, by kind. */
    static final Map<GroupKind, String> POD_SPECS = Map.of(
            POD,
            "spec",
            core("PodTemplate"),
            "template spec",
            REPLICATION_CONTROLLER,
            TEMPLATE,
            DEPLOYMENT,
            TEMPLATE,
            REPLICA_SET,
            TEMPLATE,
            STATEFUL_SET,
            TEMPLATE,
            apps("DaemonSet"),
            TEMPLATE,
            new GroupKind("batch", "Job"),
            TEMPLATE,
            CRON_JOB,
            "spec jobTemplate spec template spec");

    private Kinds() {}

    private static GroupKind core(String kind) {
        return new GroupKind("", kind);
    }

    private static GroupKind apps(String kind) {
        return new GroupKind("apps", kind);
    }

    private static GroupKind admission(String kind) {
        return new GroupKind("admissionregistration.k8s.io", kind);
    }
}
