package dev.jangada.lab.fault;

import dev.jangada.kube.model.Json;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a client and the one to the server that belongs to it. One thread reads the client, one the server,
 * so that the client learns at once that the server has gone, also between two requests, as it would without the proxy.
 */
final class Connection implements Closeable {

    /** Who the user is, is said by the proxy only; what it does with Expect is below. */
    private static final Set<String> OWN_HEADERS = Set.of("x-remote-", "expect");

    private static final Duration LATE_ANSWER = Duration.ofSeconds(1);

    private final Wire client;
    private final List<String> user;
    private final Upstream upstream;
    private final Journal journal;
    private final Faults faults;
    private final Executor threads;
    private volatile @Nullable Wire server;
    private volatile @Nullable Passing passing;

    /** A request that the server has, or is about to get. */
    private record Passing(Journal.Entry entry, Fault fault, boolean last, CompletableFuture<Boolean> goesOn) {}

    Connection(Wire client, List<String> user, Upstream upstream, Journal journal, Faults faults, Executor threads) {
        this.client = client;
        this.user = user;
        this.upstream = upstream;
        this.journal = journal;
        this.faults = faults;
        this.threads = threads;
    }

    /** Serves the client until one of the two sides, or a fault, ends the connection. */
    void serve() throws IOException, InterruptedException {
        try (this) {
            boolean goesOn = true;
            while (goesOn) {
                Head head = client.head();
                goesOn = head != null && answer(head);
            }
        }
    }

    private boolean answer(Head head) throws IOException, InterruptedException {
        Journal.Entry entry = journal.arrived(head);
        Fault fault = faults.on(entry.request());
        entry.meets(fault);
        while (fault instanceof Fault.Delay(Duration by, Fault then)) {
            Thread.sleep(by);
            fault = then;
        }
        if (!(fault instanceof Fault.BreakBefore) && head.value("Expect").equalsIgnoreCase("100-continue")) {
            write("HTTP/1.1 100 Continue\r\n\r\n");
        }
        return switch (fault) {
            case Fault.BreakBefore _ -> false;
            case Fault.Refuse refuse -> refuse(refuse, head);
            case Fault.Nothing _, Fault.LoseAnswer _, Fault.CutAnswer _, Fault.Delay _ -> pass(head, entry, fault);
        };
    }

    private boolean refuse(Fault.Refuse refuse, Head head) throws IOException {
        client.copy(Body.ofRequest(head), OutputStream.nullOutputStream());
        String body = Json.object()
                .put("kind", "Status")
                .put("apiVersion", "v1")
                .put("status", "Failure")
                .put("message", "the lab's proxy refuses this request")
                .put("reason", refuse.reason())
                .put("code", refuse.status())
                .toString();
        String retryAfter = refuse.retryAfter().isZero()
                ? ""
                : "Retry-After: " + refuse.retryAfter().toSeconds() + "\r\n";
        write("HTTP/1.1 " + refuse.status() + " " + refuse.reason() + "\r\nContent-Type: application/json\r\n"
                + retryAfter + "Content-Length: " + body.length() + "\r\n\r\n"
                + (head.word(0).equals("HEAD") ? "" : body));
        return head.keepsOpen();
    }

    private boolean pass(Head head, Journal.Entry entry, Fault fault) throws IOException, InterruptedException {
        boolean token = !head.value("Authorization").isEmpty();
        Wire to = server(!token && !user.isEmpty());
        var now = new Passing(entry, fault, !head.keepsOpen(), new CompletableFuture<>());
        passing = now;
        try {
            to.out().write(head.with(OWN_HEADERS, token ? List.of() : user).bytes());
            client.copy(Body.ofRequest(head), to.out());
            to.out().flush();
        } catch (IOException e) {
            // A server that wants no more of a request may have answered it before it broke the connection.
            now.goesOn.completeOnTimeout(false, LATE_ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        }
        return now.goesOn.join();
    }

    /** A client keeps to one way to say who it is for as long as a connection lives. */
    private Wire server(boolean speaksForUser) throws IOException {
        Wire known = server;
        if (known == null) {
            known = upstream.connect(speaksForUser);
            server = known;
            Wire connected = known;
            threads.execute(() -> passAnswers(connected));
        }
        return known;
    }

    private void passAnswers(Wire from) {
        try (this) {
            boolean goesOn = true;
            while (goesOn) {
                Head head = from.head();
                Passing current = passing;
                if (head == null || current == null) {
                    return;
                }
                if (head.status() / 100 != 1) {
                    current.entry.answered(head.status());
                    goesOn = passAnswer(head, from, current);
                    passing = null;
                    current.goesOn.complete(goesOn);
                }
            }
        } catch (IOException _) {
            // One of the two sides has broken the connection: so does this, and the other learns of it.
        } finally {
            Passing current = passing;
            if (current != null) {
                current.goesOn.complete(false);
            }
        }
    }

    private boolean passAnswer(Head head, Wire from, Passing current) throws IOException {
        Body body = Body.ofAnswer(head, current.entry.request().method());
        if (current.fault instanceof Fault.LoseAnswer) {
            from.copy(body, OutputStream.nullOutputStream());
            return false;
        }
        client.out().write(head.bytes());
        if (current.fault instanceof Fault.CutAnswer(int bytes)) {
            var cut = new Cut(bytes);
            try {
                from.copy(body, cut);
            } catch (Cut.Reached _) {
                // As it should.
            }
            client.out().write(cut.beginning());
            client.out().flush();
            return false;
        }
        from.copy(body, client.out());
        client.out().flush();
        return head.keepsOpen() && !current.last && body.ends() != Body.Ends.WITH_CONNECTION;
    }

    private void write(String text) throws IOException {
        client.out().write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        client.out().flush();
    }

    @Override
    public void close() throws IOException {
        client.close();
        Wire known = server;
        if (known != null) {
            known.close();
        }
    }
}
