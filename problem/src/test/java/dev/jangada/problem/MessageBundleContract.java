package dev.jangada.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What every room's message bundle must hold: each sentence exists in both languages, with the same arguments, and can
 * be formatted. A room extends this class and names its enum.
 */
public abstract class MessageBundleContract {

    private static final Pattern ARGUMENT = Pattern.compile("\\{(\\d+)");

    private final Class<? extends Enum<? extends Message>> messages;

    protected MessageBundleContract(Class<? extends Enum<? extends Message>> messages) {
        this.messages = messages;
    }

    @Test
    void bothLanguagesHaveExactlyTheConstantsOfTheEnum() throws IOException {
        var names = Arrays.stream(messages.getEnumConstants()).map(Enum::name).toList();
        assertThat(bundle("messages.properties").stringPropertyNames()).containsExactlyInAnyOrderElementsOf(names);
        assertThat(bundle("messages_pt_BR.properties").stringPropertyNames())
                .containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void bothLanguagesTakeTheSameArguments() throws IOException {
        Properties english = bundle("messages.properties");
        Properties portuguese = bundle("messages_pt_BR.properties");
        for (String name : english.stringPropertyNames()) {
            assertThat(arguments(portuguese.getProperty(name)))
                    .as(name)
                    .isEqualTo(arguments(english.getProperty(name)));
        }
    }

    @Test
    void everySentenceCanBeFormatted() throws IOException {
        for (String file : new String[] {"messages.properties", "messages_pt_BR.properties"}) {
            bundle(file).forEach((name, pattern) -> {
                assertThat(pattern.toString().replace("''", ""))
                        .as("%s in %s: an apostrophe must be written twice", name, file)
                        .doesNotContain("'");
                assertThat(new MessageFormat(pattern.toString(), Locale.ENGLISH)
                                .format(new Object[] {1, 2, 3, 4, 5, 6}))
                        .as("%s in %s", name, file)
                        .isNotBlank();
            });
        }
    }

    private Properties bundle(String file) throws IOException {
        var properties = new Properties();
        try (var in = Objects.requireNonNull(messages.getResourceAsStream(file), file)) {
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return properties;
    }

    private static Set<String> arguments(String pattern) {
        var found = new TreeSet<String>();
        ARGUMENT.matcher(pattern).results().forEach(match -> found.add(match.group(1)));
        return found;
    }
}
