package dev.jangada.backup.schedule;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * What is left of what runs out.
 *
 * @param certificates when certificates end
 * @param databases how full etcd's members are
 */
public record Margins(List<Certificate> certificates, List<Database> databases) {

    /** Copies. */
    public Margins {
        certificates = List.copyOf(certificates);
        databases = List.copyOf(databases);
    }

    /**
     * A certificate.
     *
     * @param name what it is for: {@code api-server}, {@code api-client}, {@code etcd-client}, or an etcd member's address
     * @param ends when it ends
     */
    public record Certificate(String name, Instant ends) {}

    /**
     * A member's database.
     *
     * @param endpoint where the member was asked
     * @param size bytes of its file
     * @param inUse bytes of it that hold data
     * @param quota how many it may have, if that is known
     */
    public record Database(String endpoint, long size, long inUse, OptionalLong quota) {}
}
