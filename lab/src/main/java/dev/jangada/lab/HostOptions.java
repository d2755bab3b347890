package dev.jangada.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a test wants to be different about its host. */
public final class HostOptions {

    final List<String> nspawn = new ArrayList<>();

    HostOptions() {}

    /** Shows the host a file or folder of this machine, which it cannot change. */
    public HostOptions shown(Path outside, String inside) {
        nspawn.add("--bind-ro=" + escaped(outside.toAbsolutePath().toString()) + ":" + escaped(inside));
        return this;
    }

    /** Source: systemd-nspawn(1), --bind. */
    private static String escaped(String path) {
        return path.replace("\\", "\\\\").replace(":", "\\:");
    }
}
