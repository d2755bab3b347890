package dev.jangada.repository;

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
        String location, String id, int version, int keys, int snapshots, int packs, long packBytes, int blobs) {}
