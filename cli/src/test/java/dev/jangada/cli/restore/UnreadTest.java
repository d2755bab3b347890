package dev.jangada.cli.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.cli.command.CommandMessage;
import dev.jangada.cli.terminal.Input;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.kube.model.Gap;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UnreadTest {

    private static final PrintWriter NOWHERE = new PrintWriter(Writer.nullWriter());
    private static final Terminal TERMINAL =
            new Terminal(Input.NOTHING, NOWHERE, NOWHERE, false, false, Map.of(), Locale.ENGLISH);

    private static final String MISSING = RestoreCommandMessage.RESTORE_FROM_MISSING.in(Locale.ENGLISH);

    @Test
    void aFewAreToldOneByOne() {
        assertThat(Unread.lines(TERMINAL, List.of(refused("secrets"), refused("nodes"))))
                .containsExactly("secrets: " + MISSING, "nodes: " + MISSING);
    }

    @Test
    void manyForTheSameSortOfReasonAreToldOnceAndOthersByThemselves() {
        List<Gap> gaps = Stream.concat(
                        Stream.of("secrets", "nodes", "roles", "leases").map(UnreadTest::refused),
                        Stream.of(new Gap("apps/v1", new Problem(ExitCode.FAILED, CommandMessage.NO_KIND_FITS, "x"))))
                .toList();
        assertThat(Unread.lines(TERMINAL, gaps))
                .containsExactly(
                        "4 kinds, for like reasons (secrets, nodes, roles, leases). The first: " + MISSING,
                        "apps/v1: no kind fits \"x\".");
        assertThat(Unread.lines(TERMINAL.speaking(Locale.of("pt", "BR")), gaps))
                .first()
                .asString()
                .startsWith("4 tipos, por motivos semelhantes (secrets, nodes, roles, leases).");
    }

    @Test
    void ofManyThatAPlanHasKeptTheNamesAreTold() {
        List<String> kept = List.of("secrets: You may not: no", "nodes: You may not", "roles: why", "leases: why");
        assertThat(Unread.lines(kept, false)).containsExactly("secrets, nodes, roles, leases");
        assertThat(Unread.lines(kept, true)).isEqualTo(kept);
        assertThat(Unread.lines(kept.subList(0, 2), false)).isEqualTo(kept.subList(0, 2));
    }

    private static Gap refused(String what) {
        return new Gap(what, new Problem(ExitCode.FAILED, RestoreCommandMessage.RESTORE_FROM_MISSING));
    }
}
