package dev.jangada.kube.cluster.restore;

import dev.jangada.kube.model.Json;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
        lines((entry, number, _, _) -> taker.accept(entry, number));
    }

    /** Takes an entry, its number, and where its line begins and ends in the file. */
    @FunctionalInterface
    private interface LineTaker {
        void accept(PlanEntry entry, int number, long begin, long end);
    }

    private void lines(LineTaker taker) {
        int number = 0;
        try (var lines = new LineReader(file)) {
            var _ = lines.next();
            long begin = lines.place();
            for (var line = lines.next(); line.isPresent(); line = lines.next()) {
                taker.accept(entry(line.get()), number++, begin, lines.place());
                begin = lines.place();
            }
        } catch (IOException e) {
            throw new Problem(e, ExitCode.CORRUPT, RestoreMessage.BAD_PLAN, file, number + 2);
        }
        if (number != header.entries()) {
            throw new Problem(ExitCode.CORRUPT, RestoreMessage.SHORT_PLAN, file, number, header.entries());
        }
    }

    static PlanEntry entry(byte[] line) throws IOException {
        try {
            return EntryJson.of(Json.mapper().readTree(line));
        } catch (IllegalArgumentException e) {
            throw new IOException(e);
        }
    }

    /** An entry and its number. */
    record Numbered(int number, PlanEntry entry) {}

    /**
     * Gives the entries kind by kind, in order. What is taken of one kind comes before anything of the next is read.
     *
     * @throws Problem if the file is damaged
     */
    void blocks(Consumer<PlanBlock> taker) {
        var block = new PlanBlock[1];
        lines((entry, number, begin, end) -> {
            if (block[0] == null || !block[0].kind().equals(entry.kind())) {
                if (block[0] != null) {
                    taker.accept(block[0]);
                }
                block[0] = new PlanBlock(this, entry.kind(), number);
            }
            block[0].add(begin, end);
        });
        if (block[0] != null) {
            taker.accept(block[0]);
        }
    }
}
