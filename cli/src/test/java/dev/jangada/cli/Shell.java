package dev.jangada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.lab.Parts;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** A shell that knows {@code jangada}, {@code kubectl} and {@code jq}, for commands as a person types them. */
public final class Shell {

    private final Path folder;
    private final Path directory;
    private final Path kubeconfig;
    private final Path tools;
    private final Map<String, String> variables = new HashMap<>();

    private Shell(Path folder, Path directory, Path kubeconfig, Path tools) {
        this.folder = folder;
        this.directory = directory;
        this.kubeconfig = kubeconfig;
        this.tools = tools;
    }

    /**
     * What a command ended with.
     *
     * @param output what it wrote, to standard output and standard error
     */
    public record Ended(int exit, String output) {}

    /**
     * A shell.
     *
     * @param folder where it keeps its own things
     * @param directory where its commands run
     * @param kubeconfig the cluster that they talk to
     */
    public static Shell in(Path folder, Path directory, Path kubeconfig) throws IOException {
        return in(folder, directory, kubeconfig, System.getProperty("java.class.path"), List.of());
    }

    /**
     * A shell for many commands, one after the other: the first {@code jangada} leaves its classes behind in an archive, with which
     * all others start sooner, as they do with the one that Jangada is shipped with.
     */
    public static Shell forMany(Path folder, Path directory, Path kubeconfig) throws IOException {
        // Java makes and takes such an archive only if the class path is of files.
        var files = new ArrayList<String>();
        Path jars = Files.createDirectories(folder.resolve("jars"));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            files.add(Files.isDirectory(path) ? jar(path, jars.resolve(files.size() + ".jar")) : entry);
        }
        // Two that find none at the same time would write it over each other: no chapter runs two at once.
        return in(
                folder,
                directory,
                kubeconfig,
                String.join(File.pathSeparator, files),
                List.of(
                        "-XX:+AutoCreateSharedArchive",
                        "-XX:SharedArchiveFile=" + folder.resolve("classes.jsa"),
                        "-Xlog:disable"));
    }

    private static String jar(Path directory, Path jar) throws IOException {
        try (var out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(directory.relativize(file).toString()));
                Files.copy(file, out);
            }
        }
        return jar.toString();
    }

    private static Shell in(Path folder, Path directory, Path kubeconfig, String classPath, List<String> more)
            throws IOException {
        Path tools = Files.createDirectories(folder.resolve("tools"));
        Files.createSymbolicLink(tools.resolve("kubectl"), Parts.path("kubectl"));
        Path jangada = tools.resolve("jangada");
        Files.writeString(
                jangada,
                "#!/bin/sh\nexec '" + Path.of(System.getProperty("java.home"), "bin", "java")
                        + "' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED "
                        + String.join(" ", more) + " -cp '" + classPath + "' dev.jangada.cli.Main \"$@\"\n");
        assertThat(jangada.toFile().setExecutable(true)).isTrue();
        var shell = new Shell(folder, directory, kubeconfig, tools);
        assertThat(shell.run("jq --version").exit())
                .as("jq is not installed, and the guide uses it (Debian: apt-get install jq)")
                .isZero();
        return shell;
    }

    /** Sets a variable for the commands that follow. */
    public void set(String variable, String value) {
        variables.put(variable, value);
    }

    public Ended run(String command) throws IOException {
        Path output = folder.resolve("output");
        var builder = new ProcessBuilder("bash", "-c", command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("PATH", tools + File.pathSeparator + System.getenv("PATH"));
        builder.environment().put("KUBECONFIG", kubeconfig.toString());
        builder.environment().put("KUBECACHEDIR", folder.resolve("kube-cache").toString());
        builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
        builder.environment().putAll(variables);
        try {
            int exit = builder.start().waitFor();
            return new Ended(exit, Files.readString(output));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while running " + command, e);
        }
    }
}
