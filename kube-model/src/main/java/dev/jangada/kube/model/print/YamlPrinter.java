package dev.jangada.kube.model.print;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import dev.jangada.kube.model.KubeObject;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * YAML as kubectl writes it: one object as a document, several as the items of a {@code List}.
 *
 * <p>kubectl and the API server read YAML 1.1, where {@code yes}, {@code on} or {@code 0777} are not strings; a string
 * that is not plainly a word is quoted.
 */
public final class YamlPrinter implements ObjectPrinter {

    private static final ObjectWriter WRITER = YAMLMapper.builder(YAMLFactory.builder()
                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                    .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                    .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .disable(YAMLGenerator.Feature.SPLIT_LINES)
                    .stringQuotingChecker(new PlainWordsOnly())
                    .build())
            .build()
            .writer()
            .with(JsonNodeFeature.WRITE_PROPERTIES_SORTED);

    private final Writer out;
    private final boolean list;
    private boolean any;

    /**
     * A printer of YAML.
     *
     * @param out where it goes
     * @param list whether the objects are the items of a {@code List}; if not, exactly one is printed
     */
    public YamlPrinter(Writer out, boolean list) {
        this.out = out;
        this.list = list;
    }

    @Override
    public void print(KubeObject object) throws IOException {
        String text = WRITER.writeValueAsString(object.tree());
        if (!list) {
            out.append(text);
        } else {
            if (!any) {
                out.append("apiVersion: v1\nitems:\n");
            }
            out.append("- ").append(text.replaceAll("\n(?=.)", "\n  "));
        }
        any = true;
    }

    @Override
    public void end() throws IOException {
        if (list) {
            out.append(any ? "" : "apiVersion: v1\nitems: []\n")
                    .append("kind: List\nmetadata:\n  resourceVersion: \"\"\n");
        }
    }

    /** Quotes whatever a YAML 1.1 reader could take for something other than a string. */
    private static final class PlainWordsOnly extends StringQuotingChecker {

        private static final long serialVersionUID = 1;

        private static final Set<String> RESERVED =
                Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf");

        private static final Pattern WORD =
                Pattern.compile("[A-Za-z_/][A-Za-z0-9_./+@(),;-]*(?:[ :=][A-Za-z0-9_./+@(),;=-]+)*");

        /** Two dots and more are no number. */
        private static final Pattern ADDRESS = Pattern.compile("\\d+(\\.\\d+){3}(/\\d+)?");

        private static final Pattern COLON_AND_SPACE = Pattern.compile(":(\\s|$)");

        @Override
        public boolean needToQuoteName(String name) {
            return needToQuoteValue(name);
        }

        @Override
        public boolean needToQuoteValue(String value) {
            if (ADDRESS.matcher(value).matches()) {
                return false;
            }
            return !WORD.matcher(value).matches()
                    || RESERVED.contains(value.toLowerCase(Locale.ROOT))
                    || COLON_AND_SPACE.matcher(value).find();
        }
    }
}
