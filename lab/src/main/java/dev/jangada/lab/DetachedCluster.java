package dev.jangada.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * A control plane that outlives the JVM that starts it, until somebody takes it down; all that is known of it stands in
 * its folder.
 *
 * @param folder where its files are
 */
public record DetachedCluster(Path folder) {

    /** Written when everything of it has started; a folder without it is of one that was interrupted while it started. */
    private static final String READY = "ready";

    /**
     * Starts it; whatever a dead or half-started one left in the folder is ended and deleted.
     *
     * @param choices what is to differ from the usual control plane
     * @param filling what is to be done before it counts as up; if it fails, or this JVM is told to end, all is taken down
     */
    public ControlPlane up(Consumer<Options> choices, Consumer<ControlPlane> filling) {
        down();
        var interrupted = new Thread(this::down);
        Runtime.getRuntime().addShutdownHook(interrupted);
        try {
            Files.createDirectories(folder);
            ControlPlane running = ControlPlane.start(folder, choices, true);
            filling.accept(running);
            Files.createFile(folder.resolve(READY));
            Runtime.getRuntime().removeShutdownHook(interrupted);
            return running;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it and deletes its folder. */
    public void down() {
        try {
            Run.end(folder);
            Run.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it has started and any part of it is alive. */
    public boolean isUp() {
        try {
            return Files.exists(folder.resolve(READY)) && Run.anyAlive(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The administrator's kubeconfig. */
    public Path kubeconfig() {
        return folder.resolve("kubeconfig");
    }
}
