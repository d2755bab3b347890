package dev.jangada.backup;

import dev.jangada.backup.format.Backup;
import dev.jangada.backup.play.Shore;
import dev.jangada.etcd.client.EtcdClient;
import dev.jangada.lab.ControlPlane;
import dev.jangada.repository.Repository;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A cluster for all tests of a class; for each of them a repository, and a connection to the cluster's etcd. */
abstract class OnShore {

    static ControlPlane cluster;

    @TempDir
    Path directory;

    Shore shore;
    Repository repository;
    Backups backups;
    EtcdClient etcd;

    @BeforeAll
    @SuppressWarnings("NullAway")
    static void start() {
        cluster = ControlPlane.start(options -> options.withoutControllerManager());
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @BeforeEach
    @SuppressWarnings("NullAway")
    void open() {
        shore = new Shore(directory, cluster);
        repository = shore.init();
        backups = new Backups(repository);
        etcd = shore.etcd();
    }

    @AfterEach
    void close() {
        etcd.close();
        repository.close();
    }

    final Backup create() {
        return backups.create(shore.order(Optional.of(etcd), Optional.empty())).backup();
    }
}
