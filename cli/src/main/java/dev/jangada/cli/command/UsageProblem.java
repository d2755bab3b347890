package dev.jangada.cli.command;

import dev.jangada.cli.terminal.Terminal;
import dev.jangada.kube.model.Nearest;
import dev.jangada.problem.ExitCode;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line, in the user's language, and where the help is. */
public final class UsageProblem {

    private static final Set<Class<?>> WHOLE = Set.of(int.class, Integer.class, long.class, Long.class);

    private UsageProblem() {}

    /**
     * Tells it.
     *
     * @return the exit code
     */
    public static int tell(Terminal terminal, ParameterException exception) {
        CommandLine command = exception.getCommandLine();
        terminal.flush();
        if (exception.getValue() != null && exception.getValue().equals("COMMAND")) {
            command.usage(terminal.err());
            terminal.note(CommandMessage.USAGE_MISSING_COMMAND);
        } else {
            terminal.note(CommandMessage.ERROR, sentence(terminal, exception));
            terminal.note(
                    CommandMessage.USAGE_SEE_HELP, command.getCommandSpec().qualifiedName(" "));
        }
        terminal.flush();
        return ExitCode.USAGE.code();
    }

    private static String sentence(Terminal terminal, ParameterException exception) {
        return switch (exception) {
            case UnmatchedArgumentException unmatched -> unmatched(terminal, unmatched);
            case MissingParameterException missing -> {
                List<ArgSpec> arguments = missing.getMissing();
                boolean value = arguments.size() == 1
                        && arguments.getFirst() instanceof OptionSpec option
                        && !option.required();
                yield terminal.text(
                        value ? CommandMessage.USAGE_MISSING_VALUE : CommandMessage.USAGE_MISSING,
                        String.join(
                                ", ", arguments.stream().map(UsageProblem::name).toList()));
            }
            case CommandLine.OverwrittenOptionException twice ->
                terminal.text(CommandMessage.USAGE_TOO_MANY, name(twice.getOverwritten()));
            default -> {
                ArgSpec argument = exception.getArgSpec();
                if (argument != null && "".equals(exception.getValue())) {
                    yield terminal.text(CommandMessage.USAGE_MISSING_VALUE, name(argument));
                }
                yield argument != null && exception.getValue() != null
                        ? terminal.text(
                                CommandMessage.USAGE_BAD_VALUE,
                                name(argument),
                                exception.getValue(),
                                allowed(terminal, argument))
                        : terminal.text(CommandMessage.USAGE_OTHER, exception.getMessage());
            }
        };
    }

    private static String unmatched(Terminal terminal, UnmatchedArgumentException exception) {
        String word = exception.getUnmatched().getFirst();
        boolean command = !exception.getCommandLine().getSubcommands().isEmpty();
        CommandMessage message = exception.isUnknownOption()
                ? CommandMessage.USAGE_UNKNOWN_OPTION
                : command ? CommandMessage.USAGE_UNKNOWN_COMMAND : CommandMessage.USAGE_UNEXPECTED_ARGUMENT;
        String sentence = terminal.text(message, word);
        CommandLine line = exception.getCommandLine();
        Stream<String> known = exception.isUnknownOption()
                ? line.getCommandSpec().optionsMap().keySet().stream()
                : line.getSubcommands().keySet().stream();
        return Nearest.of(word, known)
                .map(near -> sentence + " " + terminal.text(CommandMessage.USAGE_DID_YOU_MEAN, near))
                .orElse(sentence);
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    /** The values that an option takes, where they can be counted; else what it calls its value. */
    private static String allowed(Terminal terminal, ArgSpec argument) {
        if (WHOLE.contains(argument.typeInfo().getType())) {
            return terminal.text(CommandMessage.USAGE_WHOLE_NUMBER);
        }
        var values = argument.completionCandidates();
        if (values == null) {
            return argument.paramLabel();
        }
        var all = new java.util.ArrayList<String>();
        values.forEach(value -> all.add(value.toLowerCase(java.util.Locale.ROOT)));
        return String.join("|", all);
    }
}
