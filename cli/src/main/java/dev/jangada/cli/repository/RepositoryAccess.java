package dev.jangada.cli.repository;

import dev.jangada.cli.command.Jangada;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.Repository;
import dev.jangada.repository.RepositoryLocation;
import dev.jangada.repository.RepositoryOptions;
import dev.jangada.settings.RepositorySettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options that say where the repository is and how to open it, for {@code @Mixin}; one that no command line has filled in goes by
 * environment and settings alone. First the command line, then the environment, then {@code jangada.yaml}; for the passphrase at last
 * the person at the terminal.
 */
public final class RepositoryAccess {

    private static final String PASSWORD_FILE = "--password-file";
    private static final String PASSWORD_COMMAND = "--password-command";
    private static final String CA_FILE = "--repository-ca-file";
    private static final String NO_CACHE = "--no-cache";

    @Option(
            names = {"-r", "--repository"},
            paramLabel = "URL",
            descriptionKey = "repository")
    @Nullable
    private String url;

    @Option(names = PASSWORD_FILE, paramLabel = "FILE", descriptionKey = "repository.password-file")
    @Nullable
    private Path passwordFile;

    @Option(names = PASSWORD_COMMAND, paramLabel = "COMMAND", descriptionKey = "repository.password-command")
    @Nullable
    private String passwordCommand;

    @Option(names = CA_FILE, paramLabel = "FILE", descriptionKey = "repository.ca-file")
    @Nullable
    private Path caFile;

    @Option(names = NO_CACHE, descriptionKey = "repository.no-cache")
    private boolean noCache;

    /**
     * Opens the repository.
     *
     * @throws Problem if none is named, it cannot be reached, or the passphrase is missing or wrong
     */
    public Repository open(Jangada jangada) {
        return open(jangada, location(jangada), passphrase(jangada));
    }

    /**
     * The same without copies on this machine, for who wants to know what the store holds.
     *
     * @throws Problem as {@link #open}
     */
    public Repository openUncached(Jangada jangada) {
        return contact(jangada, location(jangada), passphrase(jangada)).open(RepositoryOptions.usual());
    }

    /**
     * Opens a repository with these options' certificates and cache, for a command that has a second one.
     *
     * @throws Problem if it cannot be reached, or the passphrase is missing or wrong
     */
    public Repository open(Jangada jangada, RepositoryLocation location, Passphrase passphrase) {
        return contact(jangada, location, passphrase).open(options(jangada));
    }

    /**
     * Makes the repository that the options name.
     *
     * @param passphrase left as it is; the caller wipes it
     * @throws Problem if it cannot be made
     */
    public Repository.Initialized init(Jangada jangada, char[] passphrase) {
        return Contact.init(location(jangada), passphrase, options(jangada));
    }

    private static Contact contact(Jangada jangada, RepositoryLocation location, Passphrase passphrase) {
        return new Contact(jangada.terminal(), location, passphrase);
    }

    /**
     * Where the repository is.
     *
     * @throws Problem if none is named, or what is named is no place for one
     */
    public RepositoryLocation location(Jangada jangada) {
        return named(jangada)
                .map(text -> location(jangada, text))
                .orElseThrow(() -> new Problem(ExitCode.USAGE, AccessMessage.NO_REPOSITORY));
    }

    /**
     * What of these options the command line names, as words of a command line; for who is told the next command. A passphrase is
     * never among them.
     */
    public List<String> words() {
        var words = new ArrayList<String>();
        add(words, "--repository", url);
        add(words, PASSWORD_FILE, passwordFile);
        add(words, PASSWORD_COMMAND, passwordCommand);
        add(words, CA_FILE, caFile);
        if (noCache) {
            words.add(NO_CACHE);
        }
        return words;
    }

    /** A command line for who copies it from a hint: it finds the same settings, cluster and repository. */
    public String again(Jangada jangada, String... command) {
        return jangada.globals()
                .again(Stream.concat(Stream.of(command), words().stream()).toArray(String[]::new));
    }

    private static void add(List<String> words, String option, @Nullable Object value) {
        if (value != null) {
            words.addAll(List.of(option, value.toString()));
        }
    }

    /** Whether the user names a repository, anywhere. */
    public boolean isNamed(Jangada jangada) {
        return named(jangada).isPresent();
    }

    private Optional<String> named(Jangada jangada) {
        return Optional.ofNullable(url)
                .or(() -> variable(jangada, "JANGADA_REPOSITORY"))
                .or(() -> settings(jangada).url());
    }

    /**
     * A place that a user writes, with these options' region and certificates.
     *
     * @throws Problem if it is no place for a repository
     */
    public RepositoryLocation location(Jangada jangada, String text) {
        RepositorySettings settings = settings(jangada);
        return RepositoryLocation.parse(
                text,
                settings.region()
                        .or(() -> variable(jangada, "AWS_REGION"))
                        .or(() -> variable(jangada, "AWS_DEFAULT_REGION")),
                Optional.ofNullable(caFile)
                        .or(settings::caFile)
                        .or(() -> variable(jangada, "AWS_CA_BUNDLE").map(Path::of)));
    }

    /**
     * Where the passphrase comes from.
     *
     * @throws Problem if the command line, or else the environment, names two places
     */
    public Passphrase passphrase(Jangada jangada) {
        RepositorySettings settings = settings(jangada);
        return passphrase(Optional.ofNullable(passwordFile), Optional.ofNullable(passwordCommand))
                .or(() -> fromEnvironment(jangada))
                .or(() -> settings.passwordFile().map(Passphrase.InFile::new))
                .or(() -> Optional.of(settings.passwordCommand())
                        .filter(words -> !words.isEmpty())
                        .map(Passphrase.FromCommand::new))
                .orElseGet(Passphrase.Asked::new);
    }

    /**
     * A passphrase that options of a command name.
     *
     * @return nothing if neither is given
     * @throws Problem if both are
     */
    public static Optional<Passphrase> passphrase(Optional<Path> file, Optional<String> command) {
        if (file.isPresent() && command.isPresent()) {
            throw new Problem(ExitCode.USAGE, AccessMessage.TWO_PASSPHRASES, PASSWORD_FILE, PASSWORD_COMMAND);
        }
        return file.<Passphrase>map(Passphrase.InFile::new)
                .or(() -> command.map(text -> Passphrase.FromCommand.of(text, PASSWORD_COMMAND)));
    }

    private static Optional<Passphrase> fromEnvironment(Jangada jangada) {
        Map<String, Passphrase> found = new LinkedHashMap<>();
        variable(jangada, "JANGADA_PASSWORD_FILE")
                .ifPresent(file -> found.put("JANGADA_PASSWORD_FILE", new Passphrase.InFile(Path.of(file))));
        variable(jangada, "JANGADA_PASSWORD_COMMAND")
                .ifPresent(text -> found.put(
                        "JANGADA_PASSWORD_COMMAND", Passphrase.FromCommand.of(text, "JANGADA_PASSWORD_COMMAND")));
        variable(jangada, "JANGADA_PASSWORD")
                .ifPresent(secret -> found.put("JANGADA_PASSWORD", new Passphrase.InEnvironment("JANGADA_PASSWORD")));
        if (found.size() > 1) {
            List<String> names = List.copyOf(found.keySet());
            throw new Problem(ExitCode.USAGE, AccessMessage.TWO_PASSPHRASES, names.get(0), names.get(1));
        }
        return found.values().stream().findFirst();
    }

    /** How the repository is used: with a cache, unless the user wants none. */
    public RepositoryOptions options(Jangada jangada) {
        RepositorySettings settings = settings(jangada);
        RepositoryOptions usual = RepositoryOptions.usual();
        return noCache || settings.noCache()
                ? usual
                : usual.withCache(settings.cache().orElseGet(() -> cache(jangada)));
    }

    private static Path cache(Jangada jangada) {
        // By the XDG Base Directory Specification a relative path counts for nothing.
        Path caches = variable(jangada, "XDG_CACHE_HOME")
                .filter(text -> text.startsWith("/"))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
        return caches.resolve("jangada").resolve("repositories");
    }

    private static RepositorySettings settings(Jangada jangada) {
        return jangada.globals().settings().repository();
    }

    private static Optional<String> variable(Jangada jangada, String name) {
        return Optional.ofNullable(jangada.terminal().environment().get(name)).filter(text -> !text.isEmpty());
    }
}
