package dev.jangada.repository.crypto;

import dev.jangada.repository.damage.Damage;
import dev.jangada.repository.damage.DamageMessage;

/** Bytes that were not sealed with this key, or were changed since. */
public final class UnauthenticException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Damage damage;

    UnauthenticException(DamageMessage kind) {
        this(Damage.of(kind));
    }

    private UnauthenticException(Damage damage) {
        super(damage.toString());
        this.damage = damage;
    }

    /** How that was noticed. */
    public Damage damage() {
        return damage;
    }
}
