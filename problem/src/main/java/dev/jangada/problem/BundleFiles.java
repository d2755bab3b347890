package dev.jangada.problem;

import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * The files that a bundle of texts has: English without a suffix, and {@code _pt_BR}. Java would also look for
 * {@code _en} and {@code _pt}, and would open every jar to find that there is none; and it would fall back on the
 * language of the machine.
 */
public final class BundleFiles extends ResourceBundle.Control {

    /** For {@link ResourceBundle#getBundle(String, Locale, ResourceBundle.Control)}. */
    public static final ResourceBundle.Control CONTROL = new BundleFiles();

    private static final Locale PORTUGUESE = Locale.of("pt", "BR");

    private BundleFiles() {}

    @Override
    public List<String> getFormats(String bundle) {
        return FORMAT_PROPERTIES;
    }

    @Override
    public List<Locale> getCandidateLocales(String bundle, Locale locale) {
        return locale.getLanguage().equals(PORTUGUESE.getLanguage())
                ? List.of(PORTUGUESE, Locale.ROOT)
                : List.of(Locale.ROOT);
    }

    @Override
    public @Nullable Locale getFallbackLocale(String bundle, Locale locale) {
        return null;
    }
}
