package dev.jangada.settings.yaml;

/** A text that is not YAML, or more than one document of it. */
public final class MalformedYamlException extends Exception {

    private static final long serialVersionUID = 1;

    private final int line;
    private final boolean secondDocument;

    MalformedYamlException(int line, String reason, Throwable cause) {
        super(reason, cause);
        this.line = line;
        this.secondDocument = false;
    }

    MalformedYamlException(int line) {
        super("a second document");
        this.line = line;
        this.secondDocument = true;
    }

    /** Where it stops to be YAML, from 1. */
    public int line() {
        return line;
    }

    /** Whether a second document begins there. */
    public boolean isSecondDocument() {
        return secondDocument;
    }
}
