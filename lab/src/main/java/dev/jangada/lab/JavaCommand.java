package dev.jangada.lab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How to run a program in a JVM of its own, with this JVM's class path.
 *
 * @param main the name of the class with the main method
 * @param options what java gets before the class, for example {@code -Xmx64m}
 * @param environment what is different about its environment
 */
public record JavaCommand(String main, List<String> options, Map<String, String> environment) {

    /** Without options, in this JVM's environment. */
    public static JavaCommand of(Class<?> main) {
        return new JavaCommand(main.getName(), List.of(), Map.of());
    }

    /** With more options. */
    public JavaCommand withOptions(String... more) {
        return new JavaCommand(
                main, Stream.concat(options.stream(), Stream.of(more)).toList(), environment);
    }

    /** With another value of an environment variable. */
    public JavaCommand withEnvironment(String name, String value) {
        var all = new HashMap<>(environment);
        all.put(name, value);
        return new JavaCommand(main, options, Map.copyOf(all));
    }

    /** Starts it; it works in a folder of its own. */
    public ChildJvm start(String... arguments) {
        var words = new ArrayList<String>();
        environment.forEach((name, value) -> words.add(name + "=" + value));
        words.add(ProcessHandle.current().info().command().orElseThrow());
        words.addAll(options);
        words.add("-Djangada.root=" + Parts.root());
        words.add("-cp");
        words.add(System.getProperty("java.class.path"));
        words.add(main);
        words.addAll(List.of(arguments));
        return ChildJvm.start(words);
    }
}
