package dev.jangada.settings;

import dev.jangada.kube.model.FieldSelector;
import dev.jangada.kube.model.LabelSelector;
import java.util.List;

/**
 * Which objects are backed up; as the options of the same names. Lists hold globs; empty means all, or none where something is
 * excluded. Whether a kind is one, a cluster must say.
 *
 * @param includeNamespaces namespaces that are wanted
 * @param excludeNamespaces namespaces that are not
 * @param includeKinds kinds that are wanted
 * @param excludeKinds kinds that are not
 * @param includeNames names that are wanted
 * @param excludeNames names that are not
 * @param selector what labels must be like
 * @param fieldSelector what fields must be like
 */
public record SelectionSettings(
        List<String> includeNamespaces,
        List<String> excludeNamespaces,
        List<String> includeKinds,
        List<String> excludeKinds,
        List<String> includeNames,
        List<String> excludeNames,
        LabelSelector selector,
        FieldSelector fieldSelector) {

    public SelectionSettings {
        includeNamespaces = List.copyOf(includeNamespaces);
        excludeNamespaces = List.copyOf(excludeNamespaces);
        includeKinds = List.copyOf(includeKinds);
        excludeKinds = List.copyOf(excludeKinds);
        includeNames = List.copyOf(includeNames);
        excludeNames = List.copyOf(excludeNames);
    }

    /** Whether everything is wanted. */
    public boolean isAll() {
        return includeNamespaces.isEmpty()
                && excludeNamespaces.isEmpty()
                && includeKinds.isEmpty()
                && excludeKinds.isEmpty()
                && includeNames.isEmpty()
                && excludeNames.isEmpty()
                && selector.isAll()
                && fieldSelector.isAll();
    }
}
