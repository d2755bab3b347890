package dev.jangada.etcd.storage.bolt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.lab.ChildJvm;
import dev.jangada.lab.JavaCommand;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Branches that name one page millions of times cost no memory: a page is in one place only. */
class ManyChildrenTest {

    private static final int PAGE = BoltWriter.PAGE_SIZE;
    private static final int BRANCHES = 24;
    private static final int CHILDREN = 0xFFFE;
    private static final int KEY = 3;
    private static final int PAGES_OF_A_BRANCH = (16 + CHILDREN * (16 + KEY) + PAGE - 1) / PAGE;

    @TempDir
    Path folder;

    /** Opens a file with little heap, and prints what is wrong with it. */
    static final class Opening {

        private Opening() {}

        public static void main(String[] arguments) {
            try (BoltFile file = BoltFile.open(Path.of(arguments[0]), true)) {
                System.out.println(file.buckets());
            } catch (Problem problem) {
                System.out.println(problem.getMessage());
            }
        }
    }

    @Test
    void pageIsClaimedBeforeItIsKept() throws IOException {
        Path file = Files.write(folder.resolve("db"), file());
        try (ChildJvm child = JavaCommand.of(Opening.class)
                .withOptions("-Xmx24m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED")
                .start(file.toString())) {
            assertThat(child.awaitEnd(Duration.ofMinutes(2)).orFail()).contains("page 2 is used in two places");
        }
    }

    /** A root with one bucket, whose tree is a branch of branches, whose children are all the root. */
    private static byte[] file() {
        int pages = 4 + BRANCHES * PAGES_OF_A_BRANCH;
        byte[] file = new byte[pages * PAGE];
        ByteBuffer out = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        for (int page = 0; page < 2; page++) {
            meta(out, page, pages);
        }
        header(out, 2, Layout.LEAF, 1, 0);
        out.putInt(Layout.IS_BUCKET).putInt(16).putInt(3).putInt(16);
        out.put("key".getBytes(StandardCharsets.US_ASCII)).putLong(3).putLong(0);
        header(out, 3, Layout.BRANCH, BRANCHES, 0);
        for (int i = 0; i < BRANCHES; i++) {
            element(out, BRANCHES, i, 4L + (long) i * PAGES_OF_A_BRANCH);
        }
        for (int i = 0; i < BRANCHES; i++) {
            out.put((byte) i).putShort((short) 0);
        }
        for (int branch = 0; branch < BRANCHES; branch++) {
            header(out, 4 + branch * PAGES_OF_A_BRANCH, Layout.BRANCH, CHILDREN, PAGES_OF_A_BRANCH - 1);
            for (int i = 0; i < CHILDREN; i++) {
                element(out, CHILDREN, i, 2);
            }
            for (int i = 0; i < CHILDREN; i++) {
                out.put((byte) branch).put((byte) (i >>> 8)).put((byte) i);
            }
        }
        return file;
    }

    private static void meta(ByteBuffer out, int page, int pages) {
        header(out, page, Layout.META, 0, 0);
        int start = out.position();
        out.putInt(Layout.MAGIC).putInt(Layout.VERSION).putInt(PAGE).putInt(0);
        out.putLong(2).putLong(0).putLong(Layout.NO_FREELIST).putLong(pages).putLong(2 - page);
        out.putLong(Meta.checksum(
                MemorySegment.ofBuffer(out.duplicate().position(start).limit(start + Layout.META_SUMMED))));
    }

    private static void header(ByteBuffer out, int page, int flags, int count, int overflow) {
        out.position(page * PAGE);
        out.putLong(page).putShort((short) flags).putShort((short) count).putInt(overflow);
    }

    /** Keys follow the elements, three bytes each. */
    private static void element(ByteBuffer out, int count, int i, long child) {
        out.putInt((count - i) * 16 + i * KEY).putInt(KEY).putLong(child);
    }
}
