package dev.jangada.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a test wants to be different about its etcd: else it is one member of 3.6 without TLS, and empty. */
public final class EtcdOptions {

    EtcdVersion version = EtcdVersion.V3_6;
    int members = 1;
    boolean tls;
    String[] serverNames = {"127.0.0.1", "localhost"};
    String token = "lab";
    final List<String> flags = new ArrayList<>();
    final List<Path> dataDirectories = new ArrayList<>();

    EtcdOptions() {}

    public EtcdOptions version(EtcdVersion choice) {
        version = choice;
        return this;
    }

    /** How many members: 1, 3 or 5. */
    public EtcdOptions members(int count) {
        members = count;
        return this;
    }

    /** Clients and members show certificates of the cluster's own authority, and trust nothing else. */
    public EtcdOptions tls() {
        tls = true;
        return this;
    }

    /** The names in the servers' certificates, if not 127.0.0.1 and localhost; only TLS's clients look at them. */
    public EtcdOptions serverNames(String... names) {
        serverNames = names.clone();
        return this;
    }

    /** The initial cluster token, of which the members' ids are made. */
    public EtcdOptions token(String choice) {
        token = choice;
        return this;
    }

    /** More flags for every member; of two that contradict each other, the last one counts. */
    public EtcdOptions flags(String... more) {
        Collections.addAll(flags, more);
        return this;
    }

    /** Where the members' data is or will be, in their order; else in the cluster's folder, which goes with it. */
    public EtcdOptions dataDirectories(Path... folders) {
        dataDirectories.clear();
        Collections.addAll(dataDirectories, folders);
        return this;
    }
}
