package dev.jangada.kube.model.sample;

import dev.jangada.kube.model.KubeObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** What a person wrote for Kubernetes 1.36, and everything that the cluster then served. */
public final class RealObjects {

    private RealObjects() {}

    /** Objects as small as they can be written, one or more of each kind. */
    public static List<KubeObject> submitted() {
        return read("submitted.jsonl");
    }

    /** The whole cluster after they were created, system and all; without events and leases. */
    public static List<KubeObject> served() {
        return read("served-1.36.jsonl");
    }

    private static List<KubeObject> read(String file) {
        String path = "/dev/jangada/kube/model/" + file;
        try (var in = Objects.requireNonNull(RealObjects.class.getResourceAsStream(path), path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> KubeObject.of(line.getBytes(StandardCharsets.UTF_8)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }
}
