package dev.jangada.cli;

import java.nio.file.Path;

/** The sample dumps of the demo, for tests that need a source and no cluster. */
public final class SampleDumps {

    private SampleDumps() {}

    /** Unpacks the two dumps {@code before} and {@code after}; returns the folder that holds them. */
    public static Path unpack(Path folder) {
        Ran ran = Ran.withEnvironment(java.util.Map.of("XDG_CACHE_HOME", folder.toString()), false, "demo");
        if (ran.code() != 0) {
            throw new AssertionError(ran.err());
        }
        return folder.resolve("jangada/demo");
    }
}
