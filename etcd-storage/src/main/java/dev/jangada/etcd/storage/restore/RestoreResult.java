package dev.jangada.etcd.storage.restore;

import dev.jangada.etcd.storage.Remark;
import dev.jangada.etcd.storage.mvcc.HashKv;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a restore has made.
 *
 * @param clusterId the number of the new cluster
 * @param members the members whose directories were written
 * @param hash what the source and every written database have in common: their HashKV at the restored revision
 * @param revision the revision at which the restored cluster begins
 * @param bumped the same, if revisions were bumped
 * @param size bytes of a restored database
 * @param remarks what the user should know, of a restored past: what etcd keeps no revisions of
 */
public record RestoreResult(
        long clusterId,
        List<Written> members,
        HashKv hash,
        long revision,
        OptionalLong bumped,
        long size,
        List<Remark> remarks) {

    /**
     * A member whose directory was written.
     *
     * @param target where
     * @param id the member's number
     */
    public record Written(Target target, long id) {}
}
