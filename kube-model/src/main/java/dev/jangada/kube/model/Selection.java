package dev.jangada.kube.model;

import java.util.List;
import java.util.Locale;

/**
 * Which objects of a source are meant. Each list names what is wanted by {@link Glob}s; an empty list of what to
 * include means all. Excluding wins over including.
 *
 * @param kinds globs over a kind's resource name ({@code deployments.apps}), plural, or kind, in any case
 * @param exceptKinds the same, for what is not wanted
 * @param namespaces globs over namespaces; cluster-scoped objects are not held back by them, except a Namespace by its
 *     name
 * @param exceptNamespaces the same, for what is not wanted
 * @param names globs over object names
 * @param exceptNames the same, for what is not wanted
 * @param clusterScoped whether cluster-scoped objects are wanted at all
 * @param labels the label selector
 * @param fields the field selector
 */
public record Selection(
        List<Glob> kinds,
        List<Glob> exceptKinds,
        List<Glob> namespaces,
        List<Glob> exceptNamespaces,
        List<Glob> names,
        List<Glob> exceptNames,
        boolean clusterScoped,
        LabelSelector labels,
        FieldSelector fields) {

    /** Everything. */
    public static final Selection ALL = new Selection(
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            true,
            LabelSelector.ALL,
            FieldSelector.ALL);

    public Selection {
        kinds = List.copyOf(kinds);
        exceptKinds = List.copyOf(exceptKinds);
        namespaces = List.copyOf(namespaces);
        exceptNamespaces = List.copyOf(exceptNamespaces);
        names = List.copyOf(names);
        exceptNames = List.copyOf(exceptNames);
    }

    public Selection withKinds(List<Glob> include, List<Glob> exclude) {
        return new Selection(
                include, exclude, namespaces, exceptNamespaces, names, exceptNames, clusterScoped, labels, fields);
    }

    public Selection withNamespaces(List<Glob> include, List<Glob> exclude) {
        return new Selection(kinds, exceptKinds, include, exclude, names, exceptNames, clusterScoped, labels, fields);
    }

    public Selection withNames(List<Glob> include, List<Glob> exclude) {
        return new Selection(
                kinds, exceptKinds, namespaces, exceptNamespaces, include, exclude, clusterScoped, labels, fields);
    }

    public Selection withClusterScoped(boolean wanted) {
        return new Selection(
                kinds, exceptKinds, namespaces, exceptNamespaces, names, exceptNames, wanted, labels, fields);
    }

    public Selection withSelectors(LabelSelector byLabel, FieldSelector byField) {
        return new Selection(
                kinds, exceptKinds, namespaces, exceptNamespaces, names, exceptNames, clusterScoped, byLabel, byField);
    }

    /** Whether any object of this kind can be meant. */
    public boolean wants(ResourceKind kind) {
        return (kind.namespaced() || clusterScoped)
                && (kinds.isEmpty() || named(kinds, kind))
                && !named(exceptKinds, kind);
    }

    /** Whether objects in this namespace can be meant. */
    public boolean wantsNamespace(String namespace) {
        return among(namespaces, exceptNamespaces, namespace);
    }

    /** Whether an object of a wanted kind is meant, by namespace, name, labels and fields. */
    public boolean matches(KubeObject object) {
        String namespace = object.namespace();
        boolean isNamespace =
                object.kind().equals("Namespace") && object.group().isEmpty();
        if ((!namespace.isEmpty() && !wantsNamespace(namespace))
                || (isNamespace && !wantsNamespace(object.name()))
                || !among(names, exceptNames, object.name())) {
            return false;
        }
        if (labels.isAll() && fields.isAll()) {
            return true;
        }
        var tree = object.tree();
        return labels.matches(tree) && fields.matches(tree);
    }

    /** The one namespace that is meant, if it is written out and the only one; else null. */
    public @org.jspecify.annotations.Nullable String onlyNamespace() {
        return namespaces.size() == 1 && namespaces.getFirst().isLiteral() && exceptNamespaces.isEmpty()
                ? namespaces.getFirst().toString()
                : null;
    }

    private static boolean among(List<Glob> include, List<Glob> exclude, String name) {
        return (include.isEmpty() || include.stream().anyMatch(glob -> glob.matches(name)))
                && exclude.stream().noneMatch(glob -> glob.matches(name));
    }

    private static boolean named(List<Glob> globs, ResourceKind kind) {
        return globs.stream()
                .anyMatch(glob -> glob.matches(kind.resourceName())
                        || glob.matches(kind.plural() + "." + kind.groupKind().group())
                        || glob.matches(kind.plural())
                        || glob.matches(kind.kind())
                        || glob.matches(kind.kind().toLowerCase(Locale.ROOT)));
    }
}
