package dev.jangada.cli.repository.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.LockDocument;
import dev.jangada.repository.lock.FoundLock;
import java.time.Duration;
import java.time.Instant;

/** How a lock is told. */
final class LockText {

    private LockText() {}

    static String of(Terminal terminal, FoundLock lock) {
        LockDocument holder = lock.document();
        long minutes =
                Math.max(0, Duration.between(holder.time(), Instant.now()).toMinutes());
        String text = terminal.text(
                holder.exclusive() ? RepositoryCommandMessage.LOCK_ALONE : RepositoryCommandMessage.LOCK,
                lock.id().brief(),
                holder.user(),
                holder.host(),
                Long.toString(holder.pid()),
                minutes);
        return Terminal.harmless(lock.stale() ? text + " " + terminal.text(RepositoryCommandMessage.LOCK_STALE) : text);
    }

    static String unreadable(Terminal terminal, Id lock) {
        return terminal.text(RepositoryCommandMessage.LOCK_UNREADABLE, lock.brief());
    }

    static void put(ArrayNode list, FoundLock lock) {
        LockDocument holder = lock.document();
        list.addObject()
                .put("id", lock.id().toString())
                .put("time", holder.time().toString())
                .put("exclusive", holder.exclusive())
                .put("user", holder.user())
                .put("host", holder.host())
                .put("pid", holder.pid())
                .put("stale", lock.stale());
    }
}
