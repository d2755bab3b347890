package dev.jangada.repository.chunk;

import java.util.random.RandomGenerator;

/**
 * Polynomials over the field of two elements, as the bits of a {@code long}: bit i is the coefficient of x^i. What is needed to
 * find an irreducible one for a new repository, and to make the chunker's tables.
 */
public final class Polynomial {

    /** The degree of a repository's polynomial: the largest prime for which the chunker's eight bits more still fit a long. */
    public static final int DEGREE = 53;

    private Polynomial() {}

    /** A random irreducible polynomial of {@link #DEGREE}. One in about 53 is irreducible, so this ends soon. */
    public static long random(RandomGenerator random) {
        while (true) {
            long candidate = random.nextLong() & ((1L << DEGREE) - 1) | 1L << DEGREE | 1;
            if (isIrreducible(candidate)) {
                return candidate;
            }
        }
    }

    /**
     * Whether a polynomial has no divisor but 1 and itself (Ben-Or's test): for no i up to half its degree it has a divisor in
     * common with x^(2^i) - x, whose divisors are all irreducible polynomials of a degree that divides i.
     */
    public static boolean isIrreducible(long polynomial) {
        int degree = degree(polynomial);
        if (degree < 1) {
            return false;
        }
        long power = 2;
        for (int i = 1; i <= degree / 2; i++) {
            power = multiply(power, power, polynomial);
            if (gcd(polynomial, power ^ 2) != 1) {
                return false;
            }
        }
        return true;
    }

    /** The highest power, -1 for zero. */
    static int degree(long polynomial) {
        return 63 - Long.numberOfLeadingZeros(polynomial);
    }

    /** The remainder of a division. */
    static long modulo(long value, long by) {
        int degree = degree(by);
        long rest = value;
        for (int at = degree(rest); at >= degree; at = degree(rest)) {
            rest ^= by << (at - degree);
        }
        return rest;
    }

    private static long multiply(long a, long b, long by) {
        int degree = degree(by);
        long product = 0;
        long shifted = modulo(a, by);
        for (long left = b; left != 0; left >>>= 1) {
            if ((left & 1) != 0) {
                product ^= shifted;
            }
            shifted <<= 1;
            if ((shifted >>> degree & 1) != 0) {
                shifted ^= by;
            }
        }
        return product;
    }

    private static long gcd(long a, long b) {
        long x = a;
        long y = b;
        while (y != 0) {
            long rest = modulo(x, y);
            x = y;
            y = rest;
        }
        return x;
    }
}
