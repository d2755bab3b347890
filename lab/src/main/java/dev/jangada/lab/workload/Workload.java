package dev.jangada.lab.workload;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Json;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The objects of a generated cluster: the same for the same seed and size, on every machine. About 130 specimens of
 * every kind in a namespace of their own, some values of nearly 1 MiB, nodes, and for the rest applications spread over
 * one namespace per 300 objects.
 *
 * <p>Objects are as a person would write them; what the server or a controller adds is not there. Owner references have
 * no uid: whoever creates the objects fills in the live one. A status is there where the loader is to set it.
 */
public final class Workload {

    private static final int OBJECTS_PER_NAMESPACE = 300;
    private static final int OBJECTS_PER_NODE = 1_000;
    private static final int OBJECTS_PER_LARGE = 2_000;
    private static final int MOST_NODES = 100;
    private static final int MOST_LARGE = 20;
    /** etcd refuses requests of 1.5 MiB and the server data of more than 1 MiB. */
    private static final int LARGE = 1_000_000;

    private static final long NAMESPACES_DICE = -1;
    private static final long LARGE_DICE = -1_000;

    private final long seed;
    private final int objects;
    private final List<ObjectNode> specimens;
    private final List<String> namespaces;
    private final int nodes;
    private final int large;
    private final int apps;
    private final int rest;

    /**
     * A workload.
     *
     * @param seed what the chance in it comes from
     * @param objects how many objects there are, at least 300
     */
    public Workload(long seed, int objects) {
        if (objects < OBJECTS_PER_NAMESPACE) {
            throw new IllegalArgumentException("a workload has at least 300 objects, to have some of every kind");
        }
        this.seed = seed;
        this.objects = objects;
        this.specimens = Specimens.read();
        Dice dice = Dice.of(seed, NAMESPACES_DICE);
        this.namespaces = IntStream.range(0, Math.max(3, objects / OBJECTS_PER_NAMESPACE))
                .mapToObj(i -> dice.word() + "-" + i)
                .toList();
        this.nodes = Math.clamp(objects / OBJECTS_PER_NODE, 3, MOST_NODES);
        this.large = Math.clamp(objects / OBJECTS_PER_LARGE, 1, MOST_LARGE);
        int left = objects - specimens.size() - namespaces.size() - nodes - 2 * large;
        int count = 0;
        while (left >= sort(count).objects) {
            left -= sort(count++).objects;
        }
        this.apps = count;
        this.rest = left;
    }

    public long seed() {
        return seed;
    }

    /** How many objects {@link #stream()} gives. */
    public int objects() {
        return objects;
    }

    /** All objects, in an order in which they can be created. Each time anew; the trees are the caller's. */
    public Stream<ObjectNode> stream() {
        return Stream.of(Wave.values()).flatMap(this::stream);
    }

    /** The objects of one wave. */
    public Stream<ObjectNode> stream(Wave wave) {
        Stream<ObjectNode> generated = switch (wave) {
            case FIRST -> namespaces.stream().map(this::namespace);
            case FOUNDATION -> Stream.concat(IntStream.range(0, nodes).mapToObj(this::node), apps(wave));
            case CONTENT ->
                Stream.concat(
                        Stream.concat(IntStream.range(0, 2 * large).mapToObj(this::large), apps(wave)),
                        IntStream.range(0, rest).mapToObj(i -> app(apps).configMap(i)));
            case DEPENDENT -> apps(wave);
            case LAST -> Stream.empty();
        };
        return Stream.concat(specimens.stream().map(ObjectNode::deepCopy), generated)
                .filter(object -> Wave.of(object) == wave);
    }

    private Stream<ObjectNode> apps(Wave wave) {
        return IntStream.range(0, apps)
                .filter(app -> sort(app).mayHave(wave))
                .boxed()
                .mapMulti(this::app);
    }

    private App.Sort sort(int app) {
        return App.Sort.of(Dice.of(seed, 2L * app));
    }

    private App app(int number) {
        Dice dice = Dice.of(seed, 2L * number + 1);
        return new App(dice.one(namespaces), dice.word() + "-" + number, dice);
    }

    private void app(int number, Consumer<ObjectNode> made) {
        app(number).make(sort(number), made);
    }

    private ObjectNode namespace(String name) {
        ObjectNode object = object("Namespace", name);
        object.withObject("/metadata").putObject("labels").put("team", name.substring(0, name.indexOf('-')));
        return object;
    }

    private ObjectNode node(int number) {
        ObjectNode object = object("Node", "node-" + number);
        ObjectNode metadata = object.withObject("/metadata");
        metadata.putObject("labels")
                .put("kubernetes.io/hostname", "node-" + number)
                .put("kubernetes.io/os", "linux")
                .put("disk", number % 2 == 0 ? "ssd" : "hdd")
                .put("rack", "r" + number % 5);
        metadata.putObject("annotations").put("example.com/room", "sala " + number % 3);
        if (number % 4 == 0) {
            object.putObject("spec")
                    .putArray("taints")
                    .addObject()
                    .put("key", "dedicated")
                    .put("value", "database")
                    .put("effect", "NoSchedule");
        }
        return object;
    }

    /** Even numbers are text, odd ones bytes. */
    private ObjectNode large(int number) {
        Dice dice = Dice.of(seed, LARGE_DICE - number);
        ObjectNode object = object("ConfigMap", "large-" + number);
        object.withObject("/metadata").put("namespace", namespaces.getFirst());
        if (number % 2 == 0) {
            String text = dice.text(LARGE * 3 / 4);
            object.putObject("data").put("catalogue", text);
        } else {
            object.putObject("binaryData").put("archive", dice.bytes(LARGE));
        }
        return object;
    }

    private static ObjectNode object(String kind, String name) {
        ObjectNode object = Json.object().put("apiVersion", "v1").put("kind", kind);
        object.putObject("metadata").put("name", name);
        return object;
    }
}
