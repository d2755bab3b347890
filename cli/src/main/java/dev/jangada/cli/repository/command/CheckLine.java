package dev.jangada.cli.repository.command;

import dev.jangada.cli.command.ByteFlow;
import dev.jangada.cli.command.Progress;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.repository.backend.Backend;
import dev.jangada.repository.backend.Creation;
import dev.jangada.repository.backend.FileKind;
import dev.jangada.repository.backend.Handle;
import dev.jangada.repository.backend.Payload;
import dev.jangada.repository.check.PackSelection;
import dev.jangada.repository.format.Id;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A backend under whoever checks a repository, that tells a person how far the check is: packs and bytes of those that are read whole,
 * else only the bytes. What is asked of it goes on as it is.
 */
final class CheckLine implements Backend {

    private final Backend backend;
    private final PackSelection wanted;
    private final Terminal terminal;

    private final AtomicInteger packs = new AtomicInteger();
    private final AtomicLong packBytes = new AtomicLong();
    private final AtomicLong otherBytes = new AtomicLong();
    /** Nothing is told while the repository is being opened: a person may be typing its passphrase. */
    private volatile @Nullable Progress progress;

    private volatile int allPacks;
    private volatile long allBytes;
    private @Nullable ByteFlow data;
    private @Nullable ByteFlow structure;

    /**
     * Over a backend.
     *
     * @param wanted which packs will be read whole
     */
    CheckLine(Backend backend, PackSelection wanted, Terminal terminal) {
        this.backend = backend;
        this.wanted = wanted;
        this.terminal = terminal;
    }

    /** Tells from now on. */
    synchronized void tell(Progress line) {
        progress = line;
        structure = line.flow(terminal.text(RepositoryCommandMessage.CHECK_STRUCTURE));
    }

    /** How many packs were read whole. */
    int packs() {
        return packs.get();
    }

    /** How many bytes those have. */
    long packBytes() {
        return packBytes.get();
    }

    @Override
    public byte[] load(Handle handle) {
        byte[] bytes = backend.load(handle);
        if (handle.kind() == FileKind.PACK) {
            pack(bytes.length);
        } else {
            other(bytes.length);
        }
        return bytes;
    }

    @Override
    public byte[] load(Handle handle, long offset, int length) {
        byte[] bytes = backend.load(handle, offset, length);
        other(bytes.length);
        return bytes;
    }

    /** Of the packs a check asks once, before it reads them: so it is known how many there are. */
    @Override
    public void list(FileKind kind, Listing listing) {
        var count = new AtomicInteger();
        var bytes = new AtomicLong();
        backend.list(kind, (name, size) -> {
            if (kind == FileKind.PACK && wanted.includes(Id.parse(name))) {
                count.incrementAndGet();
                bytes.addAndGet(size);
            }
            listing.file(name, size);
        });
        if (kind == FileKind.PACK) {
            allPacks = count.get();
            allBytes = bytes.get();
        }
    }

    private synchronized void pack(long bytes) {
        Progress line = progress;
        if (line == null) {
            return;
        }
        ByteFlow flow = data;
        if (flow == null) {
            flow = line.flow("");
            data = flow;
            structure = null;
        }
        flow.name(terminal.text(RepositoryCommandMessage.CHECK_PACKS, packs.incrementAndGet(), allPacks));
        flow.at(packBytes.addAndGet(bytes), allBytes);
    }

    private synchronized void other(long bytes) {
        Progress line = progress;
        if (line == null) {
            return;
        }
        ByteFlow flow = structure;
        if (flow == null) {
            flow = line.flow(terminal.text(RepositoryCommandMessage.CHECK_STRUCTURE));
            structure = flow;
        }
        flow.at(otherBytes.addAndGet(bytes), 0);
    }

    @Override
    public String location() {
        return backend.location();
    }

    @Override
    public int connections() {
        return backend.connections();
    }

    @Override
    public void save(Handle handle, Payload payload) {
        backend.save(handle, payload);
    }

    @Override
    public Creation create(Handle handle, Payload payload) {
        return backend.create(handle, payload);
    }

    @Override
    public long size(Handle handle) {
        return backend.size(handle);
    }

    @Override
    public void remove(Handle handle) {
        backend.remove(handle);
    }

    @Override
    public boolean distrust(Handle handle) {
        return backend.distrust(handle);
    }

    @Override
    public void tidy(Instant before) {
        backend.tidy(before);
    }

    @Override
    public void close() {
        backend.close();
    }
}
