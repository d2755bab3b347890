package dev.jangada.cli.objects;

import dev.jangada.kube.model.ResourceKind;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the words behind {@code get} ask for, as kubectl reads them: {@code KIND[,KIND...]}, {@code KIND NAME...} or
 * {@code KIND/NAME...}.
 *
 * @param kinds the names of kinds or categories, each once
 * @param names the objects, in order; empty for all
 */
record Request(List<String> kinds, List<Named> names) {

    /** One object; its kind is a word that may still be unknown. */
    record Named(String kind, String name) {

        /** What is told if it is not there. */
        Problem missing(String source, ResourceKind known, String namespace) {
            return namespace.isEmpty()
                    ? new Problem(ExitCode.FAILED, ObjectsMessage.GET_NOT_FOUND, source, known.resourceName(), name)
                    : new Problem(
                            ExitCode.FAILED,
                            ObjectsMessage.GET_NOT_FOUND_IN_NAMESPACE,
                            source,
                            known.resourceName(),
                            name,
                            namespace);
        }
    }

    static Request of(String first, List<String> others) {
        if (!first.contains("/")) {
            List<String> kinds = Stream.of(first.split(",", -1)).distinct().toList();
            if (!others.isEmpty() && kinds.size() > 1) {
                throw new Problem(ExitCode.USAGE, ObjectsMessage.GET_NAME_AND_MANY_KINDS, first);
            }
            return new Request(
                    kinds, others.stream().map(name -> new Named(first, name)).toList());
        }
        List<Named> names = Stream.concat(Stream.of(first), others.stream())
                .map(word -> named(word, first.substring(0, first.indexOf('/'))))
                .toList();
        return new Request(names.stream().map(Named::kind).distinct().toList(), names);
    }

    private static Named named(String word, String kind) {
        int slash = word.indexOf('/');
        if (slash <= 0 || slash == word.length() - 1) {
            throw new Problem(ExitCode.USAGE, ObjectsMessage.GET_NAME_MISSING, word, kind);
        }
        return new Named(word.substring(0, slash), word.substring(slash + 1));
    }
}
