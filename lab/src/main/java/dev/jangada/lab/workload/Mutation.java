package dev.jangada.lab.workload;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectKey;
import dev.jangada.lab.Answer;
import dev.jangada.lab.Api;
import dev.jangada.lab.LabException;
import java.util.function.Consumer;

/** One change to one object of a loaded workload. */
public final class Mutation {

    private static final int ATTEMPTS = 10;
    private static final int CONFLICT = 409;

    /** What a comparison of before and after says of the object. */
    public enum Difference {
        ADDED,
        REMOVED,
        CHANGED
    }

    private final ObjectNode object;
    private final Difference difference;
    private final String what;
    private final Consumer<ObjectNode> change;

    Mutation(ObjectNode object, Difference difference, String what, Consumer<ObjectNode> change) {
        this.object = object;
        this.difference = difference;
        this.what = what;
        this.change = change;
    }

    /** The object that differs afterwards. */
    public ObjectKey key() {
        return KubeObject.of(object).key();
    }

    public Difference difference() {
        return difference;
    }

    /** Does it through the API. */
    public void apply(Api api) {
        switch (difference) {
            case ADDED -> api.post(api.resources().collection(object), object);
            case REMOVED -> api.delete(api.resources().path(object));
            case CHANGED -> change(api);
        }
    }

    /** Reads, changes and writes; again if a controller wrote in between. */
    private void change(Api api) {
        String path = api.resources().path(object);
        for (int attempt = 1; ; attempt++) {
            ObjectNode live = api.get(path);
            ObjectNode before = live.deepCopy();
            change.accept(live);
            if (live.equals(before)) {
                throw new LabException(this + " changes nothing");
            }
            Answer answer = api.send("PUT", path, Json.bytes(live), "application/json");
            if (answer.status() != CONFLICT || attempt == ATTEMPTS) {
                var _ = answer.orFail(toString());
                return;
            }
        }
    }

    /** For example {@code CHANGED Deployment.apps shop-3/web-17: image}. */
    @Override
    public String toString() {
        return difference + " " + key() + ": " + what;
    }
}
