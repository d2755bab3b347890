package dev.jangada.etcd.client;

/** The calls of etcd's API that this room makes. Source: etcd's rpc.proto, the same from 3.4 to 3.7. */
enum Call {
    RANGE("KV/Range"),
    MEMBER_LIST("Cluster/MemberList"),
    STATUS("Maintenance/Status"),
    ALARM("Maintenance/Alarm"),
    HASH_KV("Maintenance/HashKV"),
    SNAPSHOT("Maintenance/Snapshot"),
    AUTHENTICATE("Auth/Authenticate");

    private final String path;

    Call(String name) {
        this.path = "/etcdserverpb." + name;
    }

    String path() {
        return path;
    }
}
