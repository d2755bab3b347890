package dev.jangada.etcd.storage.wal;

import dev.jangada.etcd.storage.bolt.Lexicographic;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * A transaction of etcd's API: conditions, and what is done if they hold and if they do not. All conditions, also those of
 * transactions inside it, are decided before anything is done. Source: etcd, server/etcdserver/txn.
 */
final class Transaction {

    /** How many transactions inside each other are followed; etcd itself takes far fewer. */
    static final int DEEPEST = 64;

    private final KeyChanges changes;

    /** What is to be done, in order: a put, a deletion or a read each. */
    private final List<Operation> chosen = new ArrayList<>();

    private Transaction(KeyChanges changes) {
        this.changes = changes;
    }

    private enum Kind {
        RANGE(1),
        PUT(2),
        DELETE(3),
        TRANSACTION(4);

        private final int field;

        Kind(int field) {
            this.field = field;
        }
    }

    private record Operation(Kind kind, Fields request) {}

    /** Does a transaction; false if it is refused, and then nothing was done. */
    static boolean apply(KeyChanges changes, Fields request) {
        var transaction = new Transaction(changes);
        transaction.choose(request, 0);
        for (Operation operation : transaction.chosen) {
            boolean refused = switch (operation.kind) {
                case PUT -> !changes.allows(operation.request);
                case RANGE -> changes.cannotRead(operation.request.number(4));
                case DELETE, TRANSACTION -> false;
            };
            if (refused) {
                return false;
            }
        }
        for (Operation operation : transaction.chosen) {
            switch (operation.kind) {
                case PUT -> changes.change(operation.request);
                case DELETE -> changes.remove(operation.request);
                case RANGE, TRANSACTION -> {
                    // Reading changes nothing, and what is inside a transaction stands in the list itself.
                }
            }
        }
        changes.end();
        return true;
    }

    /**
     * Whether a transaction could put something, whatever its conditions say.
     *
     * @param inner whether that counts too what transactions inside it could put; 3.4 does not look at them
     */
    static boolean puts(Fields request, boolean inner) {
        return puts(request, inner, 0);
    }

    private static boolean puts(Fields request, boolean inner, int depth) {
        if (depth > DEEPEST) {
            throw new Fields.Malformed();
        }
        for (int branch = 2; branch <= 3; branch++) {
            for (MemorySegment each : request.all(branch)) {
                var operation = new Fields(each);
                if (operation.has(Kind.PUT.field)
                        || inner
                                && operation.has(Kind.TRANSACTION.field)
                                && puts(operation.message(Kind.TRANSACTION.field), true, depth + 1)) {
                    return true;
                }
            }
        }
        return false;
    }

    private void choose(Fields request, int depth) {
        if (depth > DEEPEST) {
            throw new Fields.Malformed();
        }
        boolean holds = request.all(1).stream().allMatch(each -> holds(new Fields(each)));
        for (MemorySegment each : request.all(holds ? 2 : 3)) {
            var operation = new Fields(each);
            for (Kind kind : Kind.values()) {
                if (operation.has(kind.field) && kind == Kind.TRANSACTION) {
                    choose(operation.message(kind.field), depth + 1);
                } else if (operation.has(kind.field)) {
                    chosen.add(new Operation(kind, operation.message(kind.field)));
                }
            }
        }
    }

    private boolean holds(Fields compare) {
        LiveKeys keys = changes.keys();
        if (keys.none(compare.bytes(3), compare.bytes(64))) {
            // A key that does not exist has zeros everywhere, but its value is equal to none.
            return compare.number(2) != 3 && decide(compare, Long.compare(0, wanted(compare)));
        }
        return keys.allMatch(compare.bytes(3), compare.bytes(64), live -> decide(compare, compare(compare, live)));
    }

    private static int compare(Fields compare, Live live) {
        return switch ((int) compare.number(2)) {
            case 0 -> Long.compare(live.version(), wanted(compare));
            case 1 -> Long.compare(live.created(), wanted(compare));
            case 2 -> Long.compare(live.modified(), wanted(compare));
            case 3 -> Lexicographic.compare(live.value(), compare.bytes(7));
            case 4 -> Long.compare(live.lease(), wanted(compare));
            default -> throw new Fields.Malformed();
        };
    }

    /** The number that is compared with: version, creation and modification are fields 4 to 6, a lease is 8. */
    private static long wanted(Fields compare) {
        int target = (int) compare.number(2);
        return compare.number(target == 4 ? 8 : target + 4);
    }

    private static boolean decide(Fields compare, int order) {
        return switch ((int) compare.number(1)) {
            case 0 -> order == 0;
            case 1 -> order > 0;
            case 2 -> order < 0;
            case 3 -> order != 0;
            default -> throw new Fields.Malformed();
        };
    }
}
