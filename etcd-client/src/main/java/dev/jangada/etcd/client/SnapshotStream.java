package dev.jangada.etcd.client;

import dev.jangada.etcd.client.grpc.GrpcException;
import dev.jangada.etcd.client.grpc.GrpcStream;
import dev.jangada.etcd.client.grpc.ProtoReader;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * One snapshot on its way from a member to a channel. The last 32 bytes are the SHA-256 of all before them, and what is
 * before is a whole number of 512 bytes; source: etcd's {@code snapshot.Save}. Memory: one message and 32 bytes.
 */
final class SnapshotStream {

    private static final int SHA256 = 32;
    private static final int SECTOR = 512;

    private final EtcdAccess access;
    private final Endpoint endpoint;
    private final WritableByteChannel to;
    private final SnapshotProgress progress;
    private final MessageDigest digest;
    /** The last bytes so far: they may be the hash, and are hashed only when others have come after them. */
    private final byte[] tail = new byte[SHA256];

    private int tailLength;
    private long received;

    SnapshotStream(EtcdAccess access, Endpoint endpoint, WritableByteChannel to, SnapshotProgress progress) {
        this.access = access;
        this.endpoint = endpoint;
        this.to = to;
        this.progress = progress;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    ReceivedSnapshot receive(Caller caller) throws IOException {
        try (GrpcStream stream = open(caller)) {
            for (byte[] message = next(stream); message != null; message = next(stream)) {
                take(message);
            }
        }
        if (received % SECTOR != SHA256 || received == SHA256 || !Arrays.equals(digest.digest(), tail)) {
            throw new Problem(ExitCode.FAILED, ClientMessage.STREAM_DAMAGED, endpoint, received);
        }
        return new ReceivedSnapshot(received, HexFormat.of().formatHex(tail));
    }

    private GrpcStream open(Caller caller) {
        try {
            return caller.stream(endpoint, Call.SNAPSHOT, new byte[0]);
        } catch (IOException e) {
            throw ClientProblems.of(access, endpoint, e);
        }
    }

    private byte @org.jspecify.annotations.Nullable [] next(GrpcStream stream) {
        try {
            return stream.next();
        } catch (IOException e) {
            throw received == 0 || e instanceof GrpcException ? ClientProblems.of(access, endpoint, e) : broke(e);
        }
    }

    private Problem broke(IOException e) {
        ClientProblems.stopIfInterrupted(e);
        return new Problem(
                e, ExitCode.FAILED, ClientMessage.STREAM_BROKE, endpoint, received, ClientProblems.reason(e));
    }

    /** Source: etcdserverpb.SnapshotResponse. */
    private void take(byte[] message) throws IOException {
        long remaining = 0;
        ByteBuffer blob = ByteBuffer.allocate(0);
        try {
            var in = new ProtoReader(message);
            while (in.next()) {
                switch (in.field()) {
                    case 2 -> remaining = in.number();
                    case 3 -> blob = in.bytes();
                    default -> {}
                }
            }
        } catch (IOException e) {
            throw broke(e);
        }
        received += blob.remaining();
        hash(blob.duplicate());
        while (blob.hasRemaining()) {
            to.write(blob);
        }
        progress.advanced(received, received + remaining);
    }

    private void hash(ByteBuffer blob) {
        int length = blob.remaining();
        if (length >= SHA256) {
            digest.update(tail, 0, tailLength);
            digest.update(blob.slice(blob.position(), length - SHA256));
            blob.position(blob.position() + length - SHA256).get(tail);
            tailLength = SHA256;
            return;
        }
        int old = Math.max(0, tailLength + length - SHA256);
        digest.update(tail, 0, old);
        System.arraycopy(tail, old, tail, 0, tailLength - old);
        blob.get(tail, tailLength - old, length);
        tailLength += length - old;
    }
}
