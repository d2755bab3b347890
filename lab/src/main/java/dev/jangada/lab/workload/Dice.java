package dev.jangada.lab.workload;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Seeded chance with a vocabulary. The algorithm is named, so that a seed means the same on every JDK. */
final class Dice {

    private static final RandomGeneratorFactory<RandomGenerator> FACTORY =
            RandomGeneratorFactory.of("L64X128MixRandom");

    private static final List<String> WORDS = List.of(
            "shop",
            "billing",
            "search",
            "catalog",
            "orders",
            "ledger",
            "reports",
            "gateway",
            "portal",
            "stock",
            "courier",
            "invoices",
            "identity",
            "mail",
            "metrics",
            "archive",
            "media",
            "maps",
            "payments",
            "agenda");

    private static final List<String> PHRASES = List.of(
            "São Luís",
            "configuração padrão",
            "東京",
            "jangada ⛵",
            "naïve café",
            "Ελλάδα",
            "tempo limite: 30 s",
            "não alterar à mão",
            "plain words",
            "a=b;c=\"d\"");

    private final RandomGenerator random;

    private Dice(RandomGenerator random) {
        this.random = random;
    }

    /** The dice for one thing: the same for the same seed and the same thing, whatever else was generated before. */
    static Dice of(long seed, long thing) {
        // Two multiplications by odd constants keep neighbours apart (SplitMix64's mixing).
        long mixed = (seed * 0x9E3779B97F4A7C15L) ^ (thing * 0xBF58476D1CE4E5B9L);
        return new Dice(FACTORY.create(mixed ^ (mixed >>> 31)));
    }

    /** A number from 0 to below the bound. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean chance(int percent) {
        return below(100) < percent;
    }

    <T> T one(List<T> of) {
        return of.get(below(of.size()));
    }

    /** The same items in an order of chance. */
    <T> List<T> shuffled(List<T> items) {
        var mixed = new ArrayList<>(items);
        Collections.shuffle(mixed, random);
        return mixed;
    }

    String word() {
        return one(WORDS);
    }

    String phrase() {
        return one(PHRASES);
    }

    /** Text of about so many characters, in lines. */
    String text(int length) {
        var text = new StringBuilder(length + 16);
        while (text.length() < length) {
            text.append(word())
                    .append('.')
                    .append(below(100_000))
                    .append(" = ")
                    .append(phrase())
                    .append('\n');
        }
        return text.toString();
    }

    /** So many bytes that do not compress, in base64. */
    String bytes(int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** The size of a value, in characters: most are small, some are of many kilobytes. */
    int size() {
        int exponent = 5 + below(7) + (chance(5) ? 4 : 0);
        return (1 << exponent) + below(1 << exponent);
    }
}
