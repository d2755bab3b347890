package dev.jangada.cli.demo;

import dev.jangada.problem.Message;

/** The sentences of this room. */
enum DemoMessage implements Message {
    DEMO_INTRO,
    DEMO_LOOK,
    DEMO_ONE,
    DEMO_DIFF,
    DEMO_FIELD,
    DEMO_RESTORE,
    DEMO_END,
    DEMO_FAILED,
    DEMO_ETCD,
    DEMO_ETCD_TWO,
    DEMO_ETCD_TRAVEL,
    DEMO_ETCD_HISTORY,
    DEMO_ETCD_DIFF,
    DEMO_ETCD_BACK,
    DEMO_ETCD_RESTORE,
    DEMO_BACKUP,
    DEMO_BACKUP_DIFF,
    DEMO_BACKUP_ONE,
    DEMO_BACKUP_VERIFY
}
