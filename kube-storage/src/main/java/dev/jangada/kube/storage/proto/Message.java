package dev.jangada.kube.storage.proto;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message of the table: its fields by number. */
final class Message {

    private final String name;
    private final Field[] fields;
    private final @Nullable Field[] byNumber;

    Message(String name, List<Field> inOrder) {
        this.name = name;
        this.fields = inOrder.toArray(Field[]::new);
        this.byNumber = new Field[inOrder.isEmpty() ? 1 : inOrder.getLast().number + 1];
        for (Field field : fields) {
            byNumber[field.number] = field;
        }
    }

    /** Reads a line of the table; fields are in the order of their numbers. */
    static Message parse(String line) {
        String[] part = line.split(" ", -1);
        var fields = new ArrayList<Field>();
        for (int i = 1; i < part.length; i++) {
            fields.add(Field.parse(part[i], i - 1));
        }
        return new Message(part[0], fields);
    }

    /** {@code GROUP/VERSION.Type}, the group as its Go package has it. */
    String name() {
        return name;
    }

    /** The field with a number of the wire, or null if the table has none. */
    @Nullable
    Field field(int number) {
        return number < byNumber.length ? byNumber[number] : null;
    }

    /** The same message with one field exchanged. */
    Message with(Field other) {
        var changed = new ArrayList<>(List.of(fields));
        changed.set(other.index, other);
        return new Message(name, changed);
    }
}
