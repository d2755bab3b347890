package dev.jangada.cli.schedule;

import dev.jangada.backup.schedule.UnitOrder.Scope;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import picocli.CommandLine.Option;

/** Whose service manager is meant, for {@code @Mixin}. */
final class ScopeOption {

    @Option(names = "--user", descriptionKey = "schedule.user")
    private boolean user;

    @Option(names = "--system", descriptionKey = "schedule.system")
    private boolean system;

    /**
     * The one that is named; else the machine's for root, and the user's for others.
     *
     * @throws Problem if both are named
     */
    Scope scope() {
        if (user && system) {
            throw new Problem(ExitCode.USAGE, ScheduleCommandMessage.TWO_SCOPES);
        }
        if (user || system) {
            return user ? Scope.USER : Scope.SYSTEM;
        }
        return System.getProperty("user.name").equals("root") ? Scope.SYSTEM : Scope.USER;
    }
}
