package dev.jangada.repository.format;

import dev.jangada.repository.damage.Damage;
import dev.jangada.repository.damage.DamageMessage;
import org.jspecify.annotations.Nullable;

/** Bytes that are not what they should be. The message is English, for logs; {@link #damage()} is for the reader. */
public final class MalformedException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Damage damage;

    /** Why they are not. */
    public MalformedException(DamageMessage kind, Object... arguments) {
        this(null, Damage.of(kind, arguments));
    }

    /** Why they are not, and what noticed it, whose own words are for logs only. */
    public MalformedException(Throwable cause, DamageMessage kind, Object... arguments) {
        this(cause, Damage.of(kind, arguments));
    }

    /** The same of damage that was found below. */
    public MalformedException(@Nullable Throwable cause, Damage damage) {
        super(damage.toString(), cause);
        this.damage = damage;
    }

    /** Why they are not. */
    public Damage damage() {
        return damage;
    }
}
