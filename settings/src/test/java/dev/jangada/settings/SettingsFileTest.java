package dev.jangada.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.settings.problem.Mistake;
import dev.jangada.settings.table.Cadence;
import dev.jangada.settings.table.KeepWithin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsFileTest {

    @TempDir
    Path folder;

    private ReadSettings read(String text) throws IOException {
        return SettingsFile.read(Files.writeString(folder.resolve("j.yaml"), text), Path.of("/home/me"));
    }

    @Test
    void everythingBecomesRecords() throws IOException {
        Settings settings = read("""
                cluster:
                  name: production
                  kubeconfig: kube/config
                  context: admin@prod
                  namespace: shop
                  etcd:
                    endpoints: [10.0.0.1, "http://10.0.0.2:2379"]
                    caFile: /etc/ca.pem
                    certFile: ~/admin.pem
                    keyFile: ../admin-key.pem
                    user: root
                    passwordFile: pw
                    encryptionConfigFile: enc.yaml
                repository:
                  url: backups
                  passwordCommand: [./pass, show, "a b"]
                  region: eu
                  caFile: ca.pem
                  cache: none
                selection: {excludeKinds: events, includeNamespaces: [a, "b*"], selector: "a=b"}
                retention: {keepLast: 3, keepDaily: 7, keepWithin: 1y2d, keepTags: [x]}
                schedule: {calendar: daily, maxAge: 2d, verify: 7d, prune: never}
                metrics: {textfile: m.prom}
                onFailure: [notify, --loud]
                """).settings();
        EtcdSettings etcd = settings.cluster().etcd();
        assertThat(settings.cluster().name()).contains("production");
        assertThat(settings.cluster().kubeconfig()).contains(folder.resolve("kube/config"));
        assertThat(settings.cluster().context()).contains("admin@prod");
        assertThat(settings.cluster().namespace()).contains("shop");
        assertThat(etcd.endpoints()).hasToString("[https://10.0.0.1:2379, http://10.0.0.2:2379]");
        assertThat(etcd.caFile()).contains(Path.of("/etc/ca.pem"));
        assertThat(etcd.certFile()).contains(Path.of("/home/me/admin.pem"));
        assertThat(etcd.keyFile()).contains(folder.resolve("../admin-key.pem"));
        assertThat(etcd.user()).contains("root");
        assertThat(etcd.passwordFile()).contains(folder.resolve("pw"));
        assertThat(etcd.encryptionConfigFile()).contains(folder.resolve("enc.yaml"));
        RepositorySettings repository = settings.repository();
        assertThat(repository.url()).contains(folder.resolve("backups").toString());
        assertThat(repository.passwordCommand())
                .containsExactly(folder.resolve("./pass").toString(), "show", "a b");
        assertThat(repository.region()).contains("eu");
        assertThat(repository.caFile()).contains(folder.resolve("ca.pem"));
        assertThat(repository.noCache()).isTrue();
        assertThat(settings.selection().excludeKinds()).containsExactly("events");
        assertThat(settings.selection().includeNamespaces()).containsExactly("a", "b*");
        assertThat(settings.selection().selector()).hasToString("a=b");
        assertThat(settings.retention())
                .isEqualTo(new RetentionSettings(
                        3, 0, 7, 0, 0, 0, java.util.Optional.of(new KeepWithin(Period.of(1, 0, 2), 0)), List.of("x")));
        assertThat(settings.schedule())
                .isEqualTo(new ScheduleSettings(
                        "daily",
                        Duration.ofMinutes(5),
                        Duration.ofDays(2),
                        Cadence.parse("7d"),
                        Cadence.ALWAYS,
                        Cadence.NEVER));
        assertThat(settings.metricsTextfile()).contains(folder.resolve("m.prom"));
        assertThat(settings.onFailure()).containsExactly("notify", "--loud");
    }

    @Test
    void aRunMayBeginToTheMinute() throws IOException {
        assertThat(read("schedule: {randomDelay: 0min}").settings().schedule().randomDelay())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"''", "'# nothing\n'", "'cluster:\nretention:\n'", "'cluster: {etcd: ~}'"})
    void whatSaysNothingIsTheUsual(String text) throws IOException {
        assertThat(read(text).settings()).isEqualTo(Settings.USUAL);
        assertThat(Settings.USUAL.schedule().maxAge()).isEqualTo(Duration.ofHours(26));
        assertThat(Settings.USUAL.retention().isEmpty()).isTrue();
        assertThat(Settings.USUAL.selection().isAll()).isTrue();
    }

    @Test
    void allMistakesAreToldAndEachInItsLine() throws IOException {
        ReadSettings read = read("""
                kubeconfig: kube
                cluster:
                  nam: x
                  context: [a]
                  name: a
                  name: b
                repository:
                  url: https://host/bucket
                  passwordFile: a
                  passwordCommand: [b]
                retention:
                  keepLast: many
                schedule: never
                onFailure: notify me
                """);
        assertThat(read.mistakes()).extracting(Mistake::line).containsExactly(1, 3, 4, 6, 8, 10, 12, 13, 14);
        assertThat(read.mistakes())
                .extracting(mistake -> mistake.problem().code())
                .containsExactly(
                        "elsewhere",
                        "unknown-key",
                        "no-text",
                        "twice",
                        "s3-missing",
                        "one-of-both",
                        "no-count",
                        "no-section",
                        "no-command");
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(read::settings)
                .matches(problem -> problem.exitCode() == ExitCode.USAGE)
                .satisfies(
                        problem -> assertThat(problem.in(Locale.of("pt", "BR")).lines())
                                .hasSize(9)
                                .allMatch(line -> line.startsWith(folder.resolve("j.yaml") + ", linha ")));
        assertThat(read.understood().cluster().name())
                .as("what is right counts for whoever looks at the rest")
                .contains("a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "context: a|line 1: there is no setting context: it is cluster.context",
                "namespace: a|it is cluster.namespace",
                "etcd: {encryptionConfigFile: e}|there is no setting etcd: it is cluster.etcd",
                "cluster: {contxt: b}|there is no setting cluster.contxt: did you mean context?",
                "repository: {password-file: b}|did you mean passwordFile?",
                "repository: {password: hunter2}|a passphrase does not belong in this file",
                "cluster: {etcd: {password: hunter2}}|cluster.etcd.passwordFile",
                "repository: {aws_secret_access_key: hunter2}|~/.aws/credentials",
                "repository: {url: 's3:https://a:hunter2@h/b'}|cannot be \"s3:https://***@h/b\"",
                "repository: {bucket: x}|in this place there are: url, passwordFile",
                "retention: {keepWithin: 3weeks}|cannot be \"3weeks\"; one that can be: 14d",
                "retention: {keepDaily: 0}|whole number from 1",
                "schedule: {maxAge: 30m}|cannot be \"30m\"; one that can be: 2d",
                "schedule: {calendar: at noon}|cannot be \"at noon\"",
                "cluster: {name: 12}|does not read 12 as one: put it in quotes",
                "cluster: {name: }|has no value",
                "cluster: {kubeconfig: ~bob/config}|only ~/ is understood",
                "cluster: {etcd: {endpoints: ['ftp://x']}}|endpoints",
                "cluster: {etcd: {certFile: x}}|cluster.etcd.certFile is of no use without cluster.etcd.keyFile",
                "cluster: {etcd: {passwordFile: x}}|without cluster.etcd.user",
                "selection: {selector: 'a=!'}|selection.selector: ",
                "cluster: &a {name: x}\\nrepository: *a|line 2: repository refers to another place",
                "- context|line 1: settings are keys with values",
                "cluster: \"a|this is not YAML",
                "cluster:\\n---\\ncluster:|a second document begins here",
            })
    void mistakesAreToldWithWhatToDo(String text, String sentence) throws IOException {
        ReadSettings read = read(text.replace("\\n", "\n"));
        assertThat(read.mistakes()).hasSize(1);
        assertThat(read.mistakes().getFirst().problem().in(Locale.ENGLISH))
                .contains(sentence)
                .startsWith(folder.resolve("j.yaml") + ", line ")
                .doesNotContain("hunter2");
    }

    @Test
    void aFileThatIsNotThereOrIsNoneIsAProblem() throws IOException {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> SettingsFile.read(folder.resolve("missing"), folder))
                .withMessageContaining("missing");
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> SettingsFile.read(folder, folder))
                .satisfies(directory ->
                        assertThat(directory.in(Locale.forLanguageTag("pt-BR"))).contains("(é um diretório)"));
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe});
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> SettingsFile.read(binary, folder))
                .withMessageContaining("is not in UTF-8");
        Path large = Files.write(folder.resolve("large"), new byte[(1 << 20) + 1]);
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> SettingsFile.read(large, folder))
                .withMessageContaining("1,048,576");
    }
}
