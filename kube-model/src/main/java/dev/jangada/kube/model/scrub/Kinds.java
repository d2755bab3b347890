package dev.jangada.kube.model.scrub;

import dev.jangada.kube.model.GroupKind;

/** The kinds that scrubbing has rules for. */
final class Kinds {

    static final GroupKind NAMESPACE = core("Namespace");
    static final GroupKind NODE = core("Node");
    static final GroupKind POD = core("Pod");
    static final GroupKind SECRET = core("Secret");
    static final GroupKind CONFIG_MAP = core("ConfigMap");
    static final GroupKind SERVICE = core("Service");
    static final GroupKind SERVICE_ACCOUNT = core("ServiceAccount");
    static final GroupKind ENDPOINTS = core("Endpoints");
    static final GroupKind PERSISTENT_VOLUME = core("PersistentVolume");
    static final GroupKind PERSISTENT_VOLUME_CLAIM = core("PersistentVolumeClaim");
    static final GroupKind JOB = new GroupKind("batch", "Job");
    static final GroupKind CRON_JOB = new GroupKind("batch", "CronJob");
    static final GroupKind STATEFUL_SET = new GroupKind("apps", "StatefulSet");
    static final GroupKind ENDPOINT_SLICE = new GroupKind("discovery.k8s.io", "EndpointSlice");
    static final GroupKind API_SERVICE = new GroupKind("apiregistration.k8s.io", "APIService");
    static final GroupKind SERVICE_CIDR = new GroupKind("networking.k8s.io", "ServiceCIDR");

    private Kinds() {}

    private static GroupKind core(String kind) {
        return new GroupKind("", kind);
    }
}
