package dev.jangada.backup.format;

import java.time.Instant;

/**
 * etcd's snapshot in a backup.
 *
 * @param takenAt when the member began to send it
 * @param endpoint where that member was asked
 * @param version the member's, for example {@code 3.6.16}
 * @param clusterId etcd's id of the cluster, hexadecimal
 * @param memberId the member's, hexadecimal
 * @param revision the store's revision in it
 * @param compactRevision up to where it was compacted; -1 if it never was
 * @param raftIndex the last entry of the log that the member had applied just before
 * @param raftTerm the term
 * @param size bytes of the file, with the 32 of its SHA-256
 * @param sha256 that hash, over all bytes before it; 64 lower-case hexadecimal digits
 * @param hashKv the hash over its keys at {@code revision} and {@code compactRevision}; CRC-32C, unsigned
 * @param hashComparison what came of comparing its keys with the member's: {@code equal}, {@code compacted-meanwhile},
 *     {@code no-answer}
 */
public record EtcdPart(
        Instant takenAt,
        String endpoint,
        String version,
        String clusterId,
        String memberId,
        long revision,
        long compactRevision,
        long raftIndex,
        long raftTerm,
        long size,
        String sha256,
        long hashKv,
        String hashComparison) {}
