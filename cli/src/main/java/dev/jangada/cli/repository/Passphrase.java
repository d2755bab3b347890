package dev.jangada.cli.repository;

import dev.jangada.cli.terminal.Terminal;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.FileFailure;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;

/**
 * Where a passphrase comes from. Never from an argument: those everybody sees in the list of processes.
 *
 * <p>What a file or a program says is taken as restic takes it, without white space at its ends, so that both open the same
 * repository by the same file.
 */
public sealed interface Passphrase {

    /** No passphrase is longer, in characters; what is, is another file. */
    int MOST = 4096;

    /**
     * Gets it.
     *
     * @param repository whose it is, for questions
     * @return the caller wipes it
     * @throws Problem if there is none
     */
    char[] read(Terminal terminal, String repository);

    /** A file of one line. */
    record InFile(Path file) implements Passphrase {
        @Override
        public char[] read(Terminal terminal, String repository) {
            String text;
            try {
                if (Files.size(file) > MOST * 4L) {
                    throw new Problem(ExitCode.FAILED, AccessMessage.PASSPHRASE_TOO_LONG, file);
                }
                text = Files.readString(file);
            } catch (CharacterCodingException e) {
                throw new Problem(e, ExitCode.FAILED, AccessMessage.PASSPHRASE_FILE_UNREADABLE, file, "UTF-8");
            } catch (NoSuchFileException e) {
                throw new Problem(e, ExitCode.FAILED, AccessMessage.PASSPHRASE_FILE_MISSING, file);
            } catch (AccessDeniedException e) {
                throw new Problem(e, ExitCode.FAILED, AccessMessage.PASSPHRASE_FILE_DENIED, file);
            } catch (IOException e) {
                throw new Problem(
                        e, ExitCode.FAILED, AccessMessage.PASSPHRASE_FILE_UNREADABLE, file, FileFailure.reason(e));
            }
            if (isOpenToOthers()) {
                terminal.note(AccessMessage.PASSPHRASE_FILE_OPEN, file);
            }
            return line(text, file.toString());
        }

        private boolean isOpenToOthers() {
            try {
                Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
                return permissions.contains(PosixFilePermission.OTHERS_READ)
                        || permissions.contains(PosixFilePermission.OTHERS_WRITE);
            } catch (IOException | UnsupportedOperationException unknown) {
                return false;
            }
        }
    }

    /** What a program prints; it ends with 0. */
    record FromCommand(List<String> words) implements Passphrase {
        public FromCommand {
            words = List.copyOf(words);
        }

        /**
         * A command as one text.
         *
         * @param from the option or variable that it is in
         */
        static FromCommand of(String text, String from) {
            return new FromCommand(CommandWords.of(text)
                    .orElseThrow(() -> new Problem(ExitCode.USAGE, AccessMessage.PASSPHRASE_COMMAND_BAD, from)));
        }

        @Override
        public char[] read(Terminal terminal, String repository) {
            return line(PassphraseProgram.run(words, terminal.canAsk()), words.getFirst());
        }
    }

    /** The environment has it. */
    record InEnvironment(String variable) implements Passphrase {
        @Override
        public char[] read(Terminal terminal, String repository) {
            return some(terminal.environment().getOrDefault(variable, ""), variable);
        }
    }

    /** A person types it. */
    record Asked() implements Passphrase {
        @Override
        public char[] read(Terminal terminal, String repository) {
            if (!terminal.canAsk()) {
                throw new Problem(ExitCode.USAGE, AccessMessage.PASSPHRASE_MISSING, repository);
            }
            return some(terminal.secret(terminal.text(AccessMessage.PASSPHRASE_ASK, repository)), "stdin");
        }

        /**
         * A text that was typed as a passphrase.
         *
         * @throws Problem if it can be none
         */
        public static char[] checked(String typed) {
            return some(typed, "stdin");
        }
    }

    private static char[] line(String text, String from) {
        // What Go's TrimSpace takes away, and the mark that some editors put before a text.
        String stripped = (text.startsWith("\uFEFF") ? text.substring(1) : text).strip();
        if (stripped.indexOf('\n') >= 0 || stripped.indexOf('\r') >= 0) {
            throw new Problem(ExitCode.FAILED, AccessMessage.PASSPHRASE_LINES, from);
        }
        return some(stripped, from);
    }

    private static char[] some(String text, String from) {
        if (text.isEmpty()) {
            throw new Problem(ExitCode.FAILED, AccessMessage.PASSPHRASE_EMPTY, from);
        }
        if (text.length() > MOST) {
            throw new Problem(ExitCode.FAILED, AccessMessage.PASSPHRASE_TOO_LONG, from);
        }
        return text.toCharArray();
    }
}
