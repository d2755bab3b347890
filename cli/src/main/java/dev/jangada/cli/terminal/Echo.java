package dev.jangada.cli.terminal;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;

/**
 * A terminal that does not show what is typed until this is closed. {@link java.io.Console} would do it only where standard output is
 * a terminal too, and somebody who writes a dump into a file is asked for a passphrase all the same.
 */
final class Echo implements AutoCloseable {

    private final String before;

    private Echo(String before) {
        this.before = before;
    }

    /**
     * Switches it off on the terminal that is this process's standard input.
     *
     * @throws Problem if that cannot be done
     */
    static Echo off() {
        try {
            String before = stty("-g");
            stty("-echo");
            return new Echo(before);
        } catch (IOException e) {
            throw new Problem(e, ExitCode.FAILED, TerminalMessage.ECHO_STAYS);
        }
    }

    @Override
    public void close() {
        try {
            stty(before);
        } catch (IOException e) {
            throw new Problem(e, ExitCode.FAILED, TerminalMessage.ECHO_AWAY);
        }
    }

    /** What {@code stty} answers. It is waited for also by a thread that is interrupted: Ctrl-C must bring the echo back. */
    private static String stty(String word) throws IOException {
        Process stty = new ProcessBuilder("stty", word)
                .redirectInput(Redirect.INHERIT)
                .redirectErrorStream(true)
                .start();
        String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        int code = stty.onExit().join().exitValue();
        if (code != 0) {
            throw new IOException("stty " + word + " ended with " + code + ": " + answer);
        }
        return answer;
    }
}
