package dev.jangada.kube.model;

import java.util.List;

/**
 * A kind at one version, as discovery describes it.
 *
 * @param group the API group, empty for the core group
 * @param version the version, for example {@code v1}
 * @param kind the kind as objects carry it, for example {@code Deployment}
 * @param plural the resource's name in paths and on the command line, for example {@code deployments}
 * @param singular the singular name, for example {@code deployment}
 * @param shortNames kubectl's short names, for example {@code deploy}
 * @param categories names that stand for several kinds, for example {@code all}
 * @param namespaced whether objects of this kind live in namespaces
 * @param verbs what the server allows at all ({@code list}, {@code get}, {@code create} …); empty where unknown
 */
public record ResourceKind(
        String group,
        String version,
        String kind,
        String plural,
        String singular,
        List<String> shortNames,
        List<String> categories,
        boolean namespaced,
        List<String> verbs) {

    public ResourceKind {
        shortNames = List.copyOf(shortNames);
        categories = List.copyOf(categories);
        verbs = List.copyOf(verbs);
    }

    /** {@code apps/v1}, or {@code v1} for the core group. */
    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** The kind without its version, under the group where Kubernetes keeps it today. */
    public GroupKind groupKind() {
        return new GroupKind(group, kind).canonical();
    }

    /** The same kind at another version. */
    public ResourceKind atVersion(String other) {
        return new ResourceKind(group, other, kind, plural, singular, shortNames, categories, namespaced, verbs);
    }

    /** {@code deployments.apps}, or {@code pods} for the core group: how a user names the kind without doubt. */
    public String resourceName() {
        return group.isEmpty() ? plural : plural + "." + group;
    }
}
