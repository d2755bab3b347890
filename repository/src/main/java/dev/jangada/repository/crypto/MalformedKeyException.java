package dev.jangada.repository.crypto;

import dev.jangada.repository.damage.Damage;
import dev.jangada.repository.damage.DamageMessage;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A key file that is none. The message is English, for logs; {@link #damage()} is for the reader. */
public final class MalformedKeyException extends IOException {

    private static final long serialVersionUID = 1;

    private final transient Damage damage;

    MalformedKeyException(DamageMessage kind) {
        this(null, kind);
    }

    MalformedKeyException(@Nullable Throwable cause, DamageMessage kind) {
        this(cause, Damage.of(kind));
    }

    private MalformedKeyException(@Nullable Throwable cause, Damage damage) {
        super(damage.toString(), cause);
        this.damage = damage;
    }

    /** Why it is none. */
    public Damage damage() {
        return damage;
    }
}
