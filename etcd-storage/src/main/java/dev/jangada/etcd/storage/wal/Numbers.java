package dev.jangada.etcd.storage.wal;

import java.util.Arrays;

/** A list of numbers, 4 bytes each. */
final class Numbers {

    private int[] numbers = new int[2];
    private int count;

    void add(int number) {
        if (count == numbers.length) {
            numbers = Arrays.copyOf(numbers, count * 2);
        }
        numbers[count++] = number;
    }

    int count() {
        return count;
    }

    int get(int i) {
        return numbers[i];
    }
}
