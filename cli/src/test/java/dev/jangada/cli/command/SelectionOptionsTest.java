package dev.jangada.cli.command;

import static dev.jangada.cli.Ran.jangada;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.cli.Ran;
import dev.jangada.cli.SampleDumps;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What get, diff and dump make of options that select, on the sample dumps. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SelectionOptionsTest {

    private Path folder = Path.of("");
    private String before = "";
    private String after = "";

    @BeforeAll
    void unpack(@TempDir Path fresh) {
        folder = fresh;
        Path dumps = SampleDumps.unpack(folder);
        before = "dump:" + dumps.resolve("before");
        after = "dump:" + dumps.resolve("after");
    }

    @ParameterizedTest
    @ValueSource(strings = {"deploy", "deployments", "Deployment", "deployments.apps", "deploy*"})
    void kindsAreNamedAsInGet(String kind) {
        Ran ran = jangada("diff", before, after, "--include-kinds", kind);
        assertThat(ran.code()).isEqualTo(6);
        assertThat(ran.out()).contains("- Deployment.apps mail-0/gateway-9").doesNotContain("ConfigMap");
        assertThat(ran.out()).contains("what lies outside of: --include-kinds deploy");
    }

    @ParameterizedTest
    @CsvSource({"--include-kinds,deploymnets", "--exclude-kinds,secert", "--include-kinds,widget*"})
    void aKindThatIsNowhereIsRefused(String option, String kind) {
        for (Ran ran : new Ran[] {
            jangada("diff", before, after, option, kind),
            jangada("dump", folder.resolve("none").toString(), "--from", before, option, kind)
        }) {
            assertThat(ran.code()).as(kind).isEqualTo(2);
            assertThat(ran.err()).contains(kind).hasLineCount(1);
            assertThat(ran.out()).isEmpty();
        }
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void aNamespaceThatIsNowhereIsTold() {
        Ran ran = jangada("diff", before, after, "-n", "mail0");
        assertThat(ran.err()).contains("there is no namespace \"mail0\"");
        assertThat(jangada("diff", before, after, "-n", "mail-*").err()).isEmpty();
    }

    @Test
    void diffSaysWhatItsSidesWereMadeWith() {
        String part = folder.resolve("part").toString();
        assertThat(jangada("dump", part, "--from", before, "--include-names", "gateway-*")
                        .code())
                .isZero();
        Ran ran = jangada("diff", "dump:" + part, before);
        assertThat(ran.out())
                .contains("what lies outside of dump:" + part + ", which was made with: ")
                .contains("--include-names gateway-*")
                .contains("defaults (--all compares it)");
        assertThat(jangada("diff", "dump:" + part, before, "-o", "json").out()).contains("\"gateway-*\"");
    }

    @Test
    void theNamespaceMayStandBeforeTheCommand() {
        assertThat(jangada("-n", "mail-0", "get", "cm", "--from", before).out()).contains("gateway-9-settings-0");
        assertThat(jangada("get", "cm", "-n", "a,b", "--from", before).code()).isEqualTo(2);
    }

    @Test
    void objectsOfSeveralKindsCanBeNamed() {
        Ran ran = jangada("get", "deploy/gateway-9", "svc/gateway-9", "-n", "mail-0", "-o", "name", "--from", before);
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).isEqualTo("deployment.apps/gateway-9\nservice/gateway-9\n");
        Ran everywhere = jangada("get", "cm", "nope", "-A", "--from", before);
        assertThat(everywhere.code()).isEqualTo(2);
        assertThat(everywhere.err()).contains("-A");
    }

    @Test
    void aVersionOrKindThatTheSourceDoesNotHaveIsToldAsThat() {
        assertThat(jangada("get", "deployments.v1beta9.apps", "-A", "--from", before)
                        .err())
                .contains("at version v1beta9; it has: v1");
        assertThat(jangada("get", "pods", "--from", before).err())
                .contains("--all-kinds")
                .doesNotContain("nodes");
    }

    @Test
    void aLabelSelectorComparesNumbers() {
        assertThat(jangada("get", "cm", "-A", "-l", "x>1", "--from", before).code())
                .isZero();
        assertThat(jangada("get", "cm", "-A", "-l", "x>a", "--from", before).code())
                .isEqualTo(2);
    }

    @Test
    void aDocumentOnATerminalIsNotTorn() {
        assertThat(Ran.onTerminal("diff", before, after, "-o", "json").out()).doesNotContain("\033", "\r");
        Ran text = Ran.onTerminal("diff", before, after);
        assertThat(text.out()).contains("\033[31m- Deployment.apps mail-0/gateway-9\033[0m");
        assertThat(Ran.onTerminal("-q", "diff", before, after).err()).isEmpty();
    }

    @Test
    void secretsAreShownOnATerminalOnly() {
        assertThat(jangada("diff", before, after, "--show-secrets").code()).isEqualTo(2);
        String hidden = Ran.onTerminal("diff", before, after).out();
        String shown = Ran.onTerminal("diff", before, after, "--show-secrets").out();
        assertThat(hidden).contains("data.password: ").contains(" bytes)");
        assertThat(shown).doesNotContain(" bytes)");
    }
}
