package dev.jangada.cli;

import static dev.jangada.cli.Ran.jangada;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.cli.command.Commands;
import dev.jangada.cli.terminal.Input;
import dev.jangada.cli.terminal.Terminal;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

class HelpTest {

    static Stream<CommandLine> commands() {
        var nowhere = new PrintWriter(Writer.nullWriter());
        var root = JangadaCommand.line(
                new Terminal(Input.NOTHING, nowhere, nowhere, false, false, Map.of(), Locale.ENGLISH), Commands.all());
        return withThoseBelow(root);
    }

    private static Stream<CommandLine> withThoseBelow(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(HelpTest::withThoseBelow));
    }

    @Test
    void bothLanguagesHaveTheSameHelp() throws IOException {
        assertThat(bundle("help_pt_BR.properties").stringPropertyNames())
                .containsExactlyInAnyOrderElementsOf(bundle("help.properties").stringPropertyNames());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandTeachesWithAnExampleAndEveryOptionIsExplained(CommandLine command) throws IOException {
        Properties help = bundle("help.properties");
        String prefix = command.getCommandSpec().qualifiedName(".");
        assertThat(help).containsKeys(prefix + ".usage.header", prefix + ".usage.footer.0");
        for (ArgSpec argument : command.getCommandSpec().args()) {
            boolean hidden = argument instanceof OptionSpec option && option.hidden();
            assertThat(hidden || help.containsKey(Objects.toString(argument.descriptionKey())))
                    .as("%s %s", prefix, argument)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "get",
                "diff",
                "dump",
                "restore",
                "restore plan",
                "restore resume",
                "restore undo",
                "volumes",
                "volumes rebind",
                "restore list",
                "restore report",
                "history",
                "etcd",
                "etcd status",
                "etcd verify",
                "etcd hashkv",
                "etcd keys",
                "etcd save",
                "etcd restore",
                "repository",
                "repository init",
                "repository check",
                "repository info",
                "repository unlock",
                "repository key",
                "repository key add",
                "repository key list",
                "repository key remove",
                "repository key passwd",
                "backup",
                "backup create",
                "backup list",
                "backup show",
                "backup verify",
                "backup forget",
                "backup prune",
                "backup copy",
                "backup export",
                "config",
                "config init",
                "config check",
                "config schema",
                "demo",
                "completion"
            })
    void helpIsPrintedOnStandardOutputInBothLanguages(String command) {
        String[] words = command.isEmpty() ? new String[] {} : command.split(" ");
        Ran english = jangada(with(words, "--help"));
        assertThat(english.code()).isZero();
        assertThat(english.out())
                .contains("Usage: jangada")
                .contains("Examples:")
                .contains("--kubeconfig");
        Ran portuguese = jangada(with(words, "--help", "--lang", "pt-BR"));
        assertThat(portuguese.out())
                .contains("Uso: jangada")
                .contains("Exemplos:")
                .doesNotContain("Usage");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "get pods --form x|there is no option \"--form\"|Did you mean \"--from\"",
                "gte pods|there is no command \"gte\"|Did you mean \"get\"",
                "get|KIND is missing|jangada get --help",
                "diff live|SOURCE is missing|jangada diff --help",
                "dump|DIR is missing|jangada dump --help",
                "dump a b|\"b\" is one argument too many|jangada dump --help",
                "dump a --scrub most|--scrub cannot be \"most\": it takes none|portable",
                "restore|--from is missing|--plan-file",
                "restore --from dump:x --to dump:y|--to cannot be \"dump:y\"|live:CONTEXT",
                "restore --from dump:x plan|--from stands before \"plan\"|write it behind",
                "restore plan|--from is missing|--plan-file",
                "restore pln|there is no command \"pln\"|Did you mean \"plan\"",
                "restore --from x --existing mrege|--existing cannot be \"mrege\": it takes skip|recreate",
                "restore resume|ID is missing|jangada restore resume --help",
                "restore report|ID is missing|jangada restore report --help",
                "restore report 20261122 -o yaml|--output cannot be \"yaml\": it takes text|markdown",
                "get pods -o xml|--output cannot be \"xml\": it takes table|yaml",
                "get pods --from|the value of --from is missing|jangada get --help",
                "get pods --from etc:x|\"etc:x\" is not a source|etcd:FILE[@REVISION]",
                "get pods --from /|write dump:/|not a source",
                "history pod|--from is missing|jangada history --help",
                "etcd|a command is missing|jangada demo",
                "etcd stauts x|there is no command \"stauts\"|Did you mean \"status\"",
                "etcd status|FILE is missing|jangada etcd status --help",
                "etcd save|FILE is missing|jangada etcd save --help",
                "etcd restore x --data-dir= --name a|the value of --data-dir is missing|jangada etcd restore --help",
                "etcd keys x --rev abc|--rev cannot be \"abc\": it takes a whole number|jangada etcd keys --help",
                "get pods --from etcd:pom.xml@abc|\"abc\", behind pom.xml, is no revision|etcd:pom.xml@REVISION",
                "etcd save x --endpoints http://127.0.0.1:1 --password-file y|--password-file|say whose with --user",
                "history pod x --from etcd:y -n a -n b|takes one namespace|-n",
                "get pods -l a=b=c --from dump:x|label selector \"a=b=c\"|kubectl",
            })
    void aWrongCommandLineGetsOneSentenceAndExitCode2(String line, String sentence, String hint) {
        Ran ran = jangada(line.split(" "));
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .contains(sentence)
                .contains(hint)
                .doesNotContain("Exception")
                .doesNotContain("\tat ");
    }

    @Test
    void noCommandShowsTheHelpAndTheDemo() {
        Ran ran = jangada();
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("Commands:").contains("jangada demo");
        assertThat(jangada("--lang", "pt").err()).contains("falta um comando");
    }

    @Test
    void theVersionIsThatOfTheBuild() {
        assertThat(jangada("--version").out()).matches("jangada \\d+\\.\\d+\\.\\d+.*\\R");
    }

    @Test
    void completionKnowsCommandsAndOptions() {
        assertThat(jangada("completion").out())
                .contains("--kubeconfig")
                .contains("diff")
                .contains("complete -F");
    }

    private static String[] with(String[] words, String... more) {
        return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
    }

    private static Properties bundle(String file) throws IOException {
        var properties = new Properties();
        try (var in = Objects.requireNonNull(HelpTest.class.getResourceAsStream(file), file)) {
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return properties;
    }
}
