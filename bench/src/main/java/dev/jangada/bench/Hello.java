package dev.jangada.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The smallest useful picocli program: the peer of start-up. */
@Command(name = "hello", mixinStandardHelpOptions = true, description = "Says hello.")
public final class Hello implements Runnable {

    @Option(names = "--name", description = "Whom to greet.")
    private String name = "world";

    @Override
    public void run() {
        System.out.println("hello " + name);
    }

    /** Runs it. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Hello()).execute(arguments));
    }
}
