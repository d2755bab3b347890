package dev.jangada.kube.storage;

/**
 * What an object says that it is.
 *
 * @param apiVersion its group and version, {@code v1} for the core group
 * @param kind its kind
 */
public record TypeMeta(String apiVersion, String kind) {

    /** The API group, empty for the core group. */
    public String group() {
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }

    /** The version without the group. */
    public String version() {
        return apiVersion.substring(apiVersion.indexOf('/') + 1);
    }
}
