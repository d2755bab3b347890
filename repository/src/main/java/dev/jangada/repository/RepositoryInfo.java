package dev.jangada.repository;

import dev.jangada.repository.backend.Backend;
import dev.jangada.repository.backend.FileKind;

/**
 * What a repository holds.
 *
 * @param location where it is
 * @param id what it is known by
 * @param version of the format
 * @param keys how many passphrases open it
 * @param snapshots how many snapshots
 * @param packs how many packs
 * @param packBytes how many bytes they have
 * @param blobs how many blobs the index names
 */
public record RepositoryInfo(
        String location, String id, int version, int keys, int snapshots, int packs, long packBytes, int blobs) {

    static RepositoryInfo of(Repository repository, Backend files) {
        int[] snapshots = {0};
        files.list(FileKind.SNAPSHOT, (name, size) -> snapshots[0]++);
        int[] packs = {0};
        long[] bytes = {0};
        files.list(FileKind.PACK, (name, size) -> {
            packs[0]++;
            bytes[0] += size;
        });
        return new RepositoryInfo(
                repository.location(),
                repository.configuration().id(),
                repository.configuration().version(),
                repository.keys().list().size(),
                snapshots[0],
                packs[0],
                bytes[0],
                repository.reloadIndex().size());
    }
}
