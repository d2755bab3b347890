package dev.jangada.lab;

import java.nio.file.Path;

/** The etcd versions that people run, each with its own tools. */
public enum EtcdVersion {
    /** As Debian 12 has it, 3.4.23: the oldest format worth reading. There is no etcdutl yet. */
    V3_4("3.4", "-3.4"),
    V3_5("3.5", "-3.5"),
    /** What the lab's control planes run. */
    V3_6("3.6", ""),
    V3_7("3.7", "-3.7");

    private final String number;
    private final String suffix;

    EtcdVersion(String number, String suffix) {
        this.number = number;
        this.suffix = suffix;
    }

    /** For example {@code 3.4}. */
    public String number() {
        return number;
    }

    /** The server; fetched or built if the cache does not have it. */
    public Path server() {
        return Parts.path("etcd" + suffix);
    }

    /** The client. */
    public Path etcdctl() {
        return Parts.path("etcdctl" + suffix);
    }

    /** The program with {@code snapshot status} and {@code snapshot restore}: etcdutl, and for 3.4 etcdctl. */
    public Path etcdutl() {
        return this == V3_4 ? etcdctl() : Parts.path("etcdutl" + suffix);
    }

    /** Whether the server can be told not to sync its files. */
    boolean knowsUnsafeNoFsync() {
        return this != V3_4;
    }
}
