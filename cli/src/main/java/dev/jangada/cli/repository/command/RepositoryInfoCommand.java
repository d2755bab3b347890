package dev.jangada.cli.repository.command;

import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.command.OutputOption;
import dev.jangada.cli.command.TextOrJson;
import dev.jangada.cli.repository.RepositoryAccess;
import dev.jangada.cli.terminal.ByteCount;
import dev.jangada.cli.terminal.Facts;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.kube.model.Json;
import dev.jangada.repository.Repository;
import dev.jangada.repository.RepositoryInfo;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.lock.FoundLock;
import java.io.IOException;
import java.text.NumberFormat;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jangada repository info}: what a repository holds, on one page. */
@Command(name = "info")
final class RepositoryInfoCommand implements Callable<Integer> {

    private final Jangada jangada;

    @Mixin
    private RepositoryAccess access;

    @Mixin
    private OutputOption output;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields in
    RepositoryInfoCommand(Jangada jangada) {
        this.jangada = jangada;
    }

    @Override
    public Integer call() throws IOException {
        try (Repository repository = access.open(jangada)) {
            List<FoundLock> locks = repository.locks().list();
            List<Id> unreadable = repository.locks().unreadable();
            if (output.isJson()) {
                json(repository.info(), locks, unreadable);
            } else {
                text(repository.info(), locks, unreadable);
            }
        }
        return 0;
    }

    private void text(RepositoryInfo info, List<FoundLock> locks, List<Id> unreadable) {
        Terminal terminal = jangada.terminal();
        NumberFormat numbers = NumberFormat.getIntegerInstance(terminal.locale());
        var facts = new Facts(terminal);
        facts.add(RepositoryCommandMessage.INFO_LOCATION, info.location());
        facts.add(RepositoryCommandMessage.INFO_ID, info.id());
        facts.add(RepositoryCommandMessage.INFO_VERSION, Integer.toString(info.version()));
        facts.add(RepositoryCommandMessage.INFO_KEYS, numbers.format(info.keys()));
        facts.add(RepositoryCommandMessage.INFO_SNAPSHOTS, numbers.format(info.snapshots()));
        facts.add(
                RepositoryCommandMessage.INFO_PACKS,
                numbers.format(info.packs()) + ", " + ByteCount.exact(terminal, info.packBytes()));
        facts.add(RepositoryCommandMessage.INFO_BLOBS, numbers.format(info.blobs()));
        facts.add(RepositoryCommandMessage.INFO_LOCKS, numbers.format(locks.size() + unreadable.size()));
        facts.print();
        locks.forEach(lock -> terminal.out().println(LockText.of(terminal, lock)));
        unreadable.forEach(lock -> terminal.out().println(LockText.unreadable(terminal, lock)));
    }

    private void json(RepositoryInfo info, List<FoundLock> locks, List<Id> unreadable) throws IOException {
        var json = Json.object()
                .put("formatVersion", 1)
                .put("location", info.location())
                .put("id", info.id())
                .put("version", info.version())
                .put("keys", info.keys())
                .put("snapshots", info.snapshots())
                .put("packs", info.packs())
                .put("packBytes", info.packBytes())
                .put("blobs", info.blobs());
        var list = json.putArray("locks");
        locks.forEach(lock -> LockText.put(list, lock));
        var damaged = json.putArray("unreadableLocks");
        unreadable.forEach(lock -> damaged.add(lock.toString()));
        TextOrJson.print(jangada.terminal(), json);
    }
}
