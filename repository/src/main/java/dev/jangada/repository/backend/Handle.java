package dev.jangada.repository.backend;

/**
 * The name of one file of a repository.
 *
 * @param kind what it is
 * @param name 64 hexadecimal digits, the SHA-256 of the file's content; empty for the configuration
 * @param trees whether it is a pack of trees, which a cache keeps; of no other meaning
 */
public record Handle(FileKind kind, String name, boolean trees) {

    private static final int DIGITS = 64;

    /** The configuration. */
    public static final Handle CONFIG = new Handle(FileKind.CONFIG, "", false);

    /** Checks the name, so that nothing ever lies, or is looked for, outside the repository. */
    public Handle {
        if (kind != FileKind.CONFIG && !isName(name)) {
            throw new IllegalArgumentException("not a name of a file in a repository: " + name);
        }
    }

    /** A file that is no pack of trees. */
    public static Handle of(FileKind kind, String name) {
        return new Handle(kind, name, false);
    }

    /** Whether a name can be one of a file of a repository; other files beside them are nobody's business. */
    public static boolean isName(String name) {
        if (name.length() != DIGITS) {
            return false;
        }
        for (int i = 0; i < DIGITS; i++) {
            char c = name.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    /** Where it lies below the repository's root, with {@code /} between the parts, as restic's default layout has it. */
    public String path() {
        return switch (kind) {
            case CONFIG -> kind.directory();
            case PACK -> kind.directory() + "/" + name.substring(0, 2) + "/" + name;
            case KEY, LOCK, SNAPSHOT, INDEX -> kind.directory() + "/" + name;
        };
    }

    @Override
    public String toString() {
        return path();
    }
}
