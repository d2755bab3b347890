package dev.jangada.kube.dump;

import dev.jangada.kube.model.FieldSelector;
import dev.jangada.kube.model.Glob;
import dev.jangada.kube.model.LabelSelector;
import dev.jangada.kube.model.Selection;
import java.util.List;
import java.util.stream.Stream;

/** What a selection out of a source that is itself a selection holds. */
final class Overlap {

    private static final Glob NOTHING = Glob.of("");

    private Overlap() {}

    /**
     * Both selections as one; of kinds it says nothing, because a coverage names them one by one. Where two patterns
     * meet that have no common pattern, their objects are taken not to be covered: that claims too little, never too
     * much.
     */
    static Selection of(Selection a, Selection b) {
        return Selection.ALL
                .withNamespaces(
                        common(a.namespaces(), b.namespaces()), union(a.exceptNamespaces(), b.exceptNamespaces()))
                .withNames(common(a.names(), b.names()), union(a.exceptNames(), b.exceptNames()))
                .withClusterScoped(a.clusterScoped() && b.clusterScoped())
                .withSelectors(
                        LabelSelector.of(
                                joined(a.labels().toString(), b.labels().toString())),
                        FieldSelector.of(
                                joined(a.fields().toString(), b.fields().toString())));
    }

    private static List<Glob> union(List<Glob> a, List<Glob> b) {
        return Stream.concat(a.stream(), b.stream()).distinct().toList();
    }

    private static List<Glob> common(List<Glob> a, List<Glob> b) {
        if (a.isEmpty() || a.equals(b)) {
            return b;
        }
        if (b.isEmpty()) {
            return a;
        }
        List<Glob> both = a.stream()
                .flatMap(left -> b.stream().flatMap(right -> common(left, right)))
                .distinct()
                .toList();
        return both.isEmpty() ? List.of(NOTHING) : both;
    }

    private static Stream<Glob> common(Glob a, Glob b) {
        if (a.equals(b)
                || (a.isLiteral() && b.matches(a.toString()))
                || b.toString().equals("*")) {
            return Stream.of(a);
        }
        boolean within =
                (b.isLiteral() && a.matches(b.toString())) || a.toString().equals("*");
        return within ? Stream.of(b) : Stream.empty();
    }

    private static String joined(String a, String b) {
        if (a.isEmpty() || a.equals(b)) {
            return b;
        }
        return b.isEmpty() ? a : a + "," + b;
    }
}
