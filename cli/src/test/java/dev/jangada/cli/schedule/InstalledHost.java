package dev.jangada.cli.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.kube.model.Json;
import dev.jangada.lab.CommandResult;
import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.HostOptions;
import dev.jangada.lab.Parts;
import dev.jangada.lab.SystemdHost;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A host on which Jangada lies in {@code /opt/jangada} as its archive does, with its launcher, and with settings, kubeconfig and
 * passphrase where an administrator puts them.
 *
 * @param host the host
 * @param cluster what it backs up
 * @param when its timer elapses: half a day away, so that it does not while a test runs; {@code HH:00}
 */
record InstalledHost(SystemdHost host, ControlPlane cluster, String when) implements AutoCloseable {

    static final String PROGRAM = "/opt/jangada/bin/jangada";
    static final String SETTINGS = "/etc/jangada/jangada.yaml";
    static final String KUBECONFIG = "/etc/kubernetes/admin.conf";
    static final String REPOSITORY = "/var/backups/cais";
    static final String METRICS_DIRECTORY = "/var/lib/prometheus/node-exporter";
    static final String METRICS = METRICS_DIRECTORY + "/jangada.prom";
    static final String PASSPHRASE = "a senha do farol";
    /** As long as there is this pipe, a run waits at it before it knows the passphrase. */
    static final String GATE = "/run/gate";
    /** What the program wrote that is told of failures. */
    static final String TOLD = "/var/lib/told";

    private static final String STATUS_FILE = "/root/.local/state/jangada/schedule/jangada-cais.json";

    /** Boots a host and sets it up; the repository is made. */
    static InstalledHost start(Path folder, ControlPlane cluster) throws IOException {
        List<Path> classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(Path::of)
                .filter(Files::exists)
                .toList();
        var inside = new ArrayList<String>();
        for (Path entry : classPath) {
            inside.add("/opt/jangada/lib/" + inside.size() + "-" + entry.getFileName());
        }
        Path words = Files.writeString(folder.resolve("classpath"), "classpath=" + String.join(":", inside) + "\n");
        SystemdHost host = SystemdHost.start(options -> {
            HostOptions shown = options.shown(Parts.root().resolve("dist/src/main/sh/jangada"), PROGRAM)
                    .shown(Path.of(System.getProperty("java.home")), "/opt/jangada/runtime")
                    .shown(words, "/opt/jangada/lib/classpath");
            for (int i = 0; i < inside.size(); i++) {
                shown.shown(classPath.get(i), inside.get(i));
            }
        });
        var installed = new InstalledHost(
                host,
                cluster,
                DateTimeFormatter.ofPattern("HH:00")
                        .format(LocalTime.now(ZoneOffset.UTC).plusHours(12)));
        try {
            installed.setUp();
        } catch (RuntimeException | Error e) {
            host.close();
            throw e;
        }
        return installed;
    }

    private void setUp() throws IOException {
        host.write(KUBECONFIG, Files.readString(cluster.kubeconfig()));
        host.write("/etc/jangada/passphrase", PASSPHRASE + "\n");
        program(
                "/etc/jangada/passphrase.sh",
                "[ ! -p " + GATE + " ] || cat " + GATE + "\ncat /etc/jangada/passphrase\n");
        program("/usr/local/bin/tell", "env | grep ^JANGADA_ >" + TOLD + "\n");
        var _ = host.run("mkdir", "-p", METRICS_DIRECTORY).orFail();
        settings("");
        must("repository", "init");
    }

    private void program(String file, String text) {
        host.write(file, "#!/bin/sh\n" + text);
        var _ = host.run("chmod", "755", file).orFail();
    }

    /** Writes the settings; the usual ones do everything at each run. */
    void settings(String more) {
        host.write(SETTINGS, """
                cluster:
                  name: cais
                  kubeconfig: %s
                %srepository:
                  url: %s
                  passwordCommand: [/etc/jangada/passphrase.sh]
                retention:
                  keepLast: 2
                schedule:
                  calendar: "%s"
                  randomDelay: 1min
                  prune: always
                metrics:
                  textfile: %s
                onFailure: [/usr/local/bin/tell]
                """.formatted(KUBECONFIG, more, REPOSITORY, when, METRICS));
    }

    /** Runs {@code jangada} on the host, as root types it. */
    CommandResult jangada(String... words) {
        return host.run(Stream.of(Stream.of(PROGRAM), Stream.of(words), Stream.of("--config", SETTINGS, "--lang", "en"))
                .flatMap(each -> each)
                .toArray(String[]::new));
    }

    /** The same, which must end well; what it printed. */
    String must(String... words) {
        CommandResult result = jangada(words);
        assertThat(result.exit())
                .as("%s\n%s\n%s", String.join(" ", words), result.stdout(), result.stderr())
                .isZero();
        return result.stdout();
    }

    /** Tells systemd something. */
    CommandResult systemctl(String... words) {
        return host.run(Stream.concat(Stream.of("systemctl"), Stream.of(words)).toArray(String[]::new));
    }

    /** A property of a unit, as systemd says it. */
    String property(String unit, String name) {
        return systemctl("show", "--value", "--property=" + name, unit).orFail().strip();
    }

    /** The file in which the last run says what it did. */
    JsonNode status() {
        return json(host.read(STATUS_FILE));
    }

    /** Whether a run has come to an end. */
    boolean hasRun() {
        return host.has(STATUS_FILE);
    }

    /** What the runs wrote, which nobody saw; also what the journal has in hand and not on its disk yet. */
    String journal() {
        var _ = host.run("journalctl", "--sync");
        return host.run("journalctl", "--no-pager", "-o", "cat", "-u", "jangada-cais.service")
                .stdout();
    }

    /** Lets nothing of earlier runs be there but the repository. */
    void forgetRuns() {
        var _ = host.run("rm", "-rf", "/root/.local/state/jangada", METRICS, TOLD)
                .orFail();
    }

    static JsonNode json(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    @Override
    public void close() {
        host.close();
    }
}
