package dev.jangada.bench;

import dev.jangada.repository.crypto.KeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Derives the key of a repository's only key file in a JVM of its own, and prints how many seconds it took. */
public final class KeyOnce {

    private KeyOnce() {}

    /** Arguments: the key file, the file with the passphrase. */
    public static void main(String[] arguments) throws IOException {
        byte[] file = Files.readAllBytes(Path.of(arguments[0]));
        char[] passphrase = Files.readString(Path.of(arguments[1])).strip().toCharArray();
        long began = System.nanoTime();
        if (KeyFile.parse(file).open(passphrase).isEmpty()) {
            throw new IllegalStateException("the passphrase does not open " + arguments[0]);
        }
        System.out.println((System.nanoTime() - began) / 1e9);
    }
}
