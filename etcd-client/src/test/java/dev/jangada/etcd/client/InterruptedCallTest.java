package dev.jangada.etcd.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Somebody ends a command while it waits for a member that is silent: that is no fault of the member. */
@Timeout(60)
class InterruptedCallTest {

    private static final WritableByteChannel NOWHERE = Channels.newChannel(OutputStream.nullOutputStream());

    enum Asking {
        ONE_MEMBER {
            @Override
            void of(EtcdClient client) {
                var _ = client.status(client.access().endpoints().getFirst());
            }
        },
        ALL_MEMBERS {
            @Override
            void of(EtcdClient client) {
                var _ = client.best();
            }
        },
        A_SNAPSHOT {
            @Override
            void of(EtcdClient client) throws Exception {
                var _ = client.snapshot(client.access().endpoints().getFirst(), NOWHERE, (done, of) -> {});
            }
        };

        abstract void of(EtcdClient client) throws Exception;
    }

    @ParameterizedTest
    @EnumSource
    void theCallerIsToldThatItWasInterrupted(Asking asking) throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                EtcdClient client = EtcdClient.open(
                        EtcdAccess.to(List.of(Endpoint.of("127.0.0.1:" + silent.getLocalPort(), false))))) {
            var ended = new CompletableFuture<Throwable>();
            Thread caller = Thread.ofVirtual().start(() -> {
                try {
                    asking.of(client);
                    ended.completeExceptionally(new IllegalStateException("an answer"));
                } catch (Throwable thrown) {
                    ended.complete(thrown);
                }
            });
            try (var _ = silent.accept()) {
                caller.interrupt();
                assertThat(ended.get()).isInstanceOf(CancellationException.class);
            } catch (ExecutionException e) {
                throw new AssertionError(e);
            }
        }
    }
}
