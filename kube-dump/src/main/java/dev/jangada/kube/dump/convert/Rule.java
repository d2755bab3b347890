package dev.jangada.kube.dump.convert;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.dump.Note;
import dev.jangada.problem.Message;
import java.util.ArrayList;
import java.util.List;

/** How an object of one kind changes from one version to another; {@code apiVersion} itself is not its business. */
@FunctionalInterface
interface Rule {

    /** Nothing but the version changes. */
    Rule SAME = (object, remarks) -> {};

    /**
     * Changes the object.
     *
     * @throws NotMechanicalException if a person must decide
     */
    void apply(ObjectNode object, Remarks remarks) throws NotMechanicalException;

    /** This rule and then another one. */
    default Rule then(Rule next) {
        return (object, remarks) -> {
            apply(object, remarks);
            next.apply(object, remarks);
        };
    }

    /** What a person should look at. */
    final class Remarks {

        private final List<Note> notes = new ArrayList<>();

        void add(Message sentence, Object... arguments) {
            notes.add(new Note(sentence, arguments));
        }

        List<Note> notes() {
            return notes;
        }
    }

    /** That a change is not mechanical. */
    final class NotMechanicalException extends Exception {

        private static final long serialVersionUID = 1;

        private final transient Note why;

        NotMechanicalException(Message sentence, Object... arguments) {
            super(sentence.name());
            this.why = new Note(sentence, arguments);
        }

        Note why() {
            return why;
        }
    }
}
