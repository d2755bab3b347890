package dev.jangada.kube.cluster.restore;

import dev.jangada.kube.model.Json;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;

/**
 * A plan in a file: one JSON document a line, the first is the {@link PlanHeader}, each other a {@link PlanEntry}, in the
 * order in which they are executed. An entry's number is its place among them, from 0. Entries are read when they are
 * needed, so that a plan of a large cluster takes no memory.
 *
 * @param file where it lies
 * @param header its first line
 */
public record Plan(Path file, PlanHeader header) {

    /**
     * Opens a plan.
     *
     * @throws Problem if there is none, it is damaged or of another version
     */
    public static Plan open(Path file) {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            String first = lines.readLine();
            return new Plan(file, HeaderJson.of(Json.mapper().readTree(first == null ? "" : first)));
        } catch (NoSuchFileException e) {
            throw new Problem(e, ExitCode.FAILED, RestoreMessage.NO_PLAN, file);
        } catch (IOException | RuntimeException e) {
            throw new Problem(e, ExitCode.CORRUPT, RestoreMessage.BAD_PLAN, file, 1);
        }
    }

    /**
     * Gives every entry with its number.
     *
     * @throws Problem if the file is damaged; entries that were given are then not all
     */
    public void entries(ObjIntConsumer<PlanEntry> taker) {
        int number = 0;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                taker.accept(entry(line), number++);
            }
        } catch (IOException e) {
            throw new Problem(e, ExitCode.CORRUPT, RestoreMessage.BAD_PLAN, file, number + 2);
        }
        if (number != header.entries()) {
            throw new Problem(ExitCode.CORRUPT, RestoreMessage.SHORT_PLAN, file, number, header.entries());
        }
    }

    private static PlanEntry entry(String line) throws IOException {
        try {
            return EntryJson.of(Json.mapper().readTree(line));
        } catch (IllegalArgumentException e) {
            throw new IOException(e);
        }
    }

    /** An entry and its number. */
    record Numbered(int number, PlanEntry entry) {}

    /** Gives the entries kind by kind, in order. */
    void blocks(Consumer<List<Numbered>> taker) {
        var block = new ArrayList<Numbered>();
        entries((entry, number) -> {
            if (!block.isEmpty() && !block.getFirst().entry().kind().equals(entry.kind())) {
                taker.accept(List.copyOf(block));
                block.clear();
            }
            block.add(new Numbered(number, entry));
        });
        if (!block.isEmpty()) {
            taker.accept(List.copyOf(block));
        }
    }
}
