package dev.jangada.kube.cluster.restore;

import dev.jangada.kube.cluster.LiveSource;
import dev.jangada.problem.Problem;
import java.nio.file.Path;

/** Applies a plan in a JVM of its own, so that it can be killed. */
final class RestoreProgram {

    private RestoreProgram() {}

    /**
     * Applies.
     *
     * @param arguments the state's directory, the plan's file, the kubeconfigs of the source and of the target
     */
    public static void main(String[] arguments) {
        var restoring = new Restoring(Path.of(arguments[0]));
        Plan plan = Plan.open(Path.of(arguments[1]));
        try (LiveSource source = Restoring.open(Path.of(arguments[2]))) {
            RestoreReport report = restoring.apply(plan, source, Path.of(arguments[3]));
            System.out.println("done " + report.summary().counts());
            report.failures().forEach(failure -> System.out.println("failed " + failure));
        } catch (Problem problem) {
            System.out.println("problem " + problem.exitCode() + " " + problem.getMessage());
            System.exit(problem.exitCode().code());
        }
    }
}
