package dev.jangada.kube.model;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** What somebody may have meant who mistyped a word. */
public final class Nearest {

    /** One mistake in so many letters is forgiven, and two in a short word: letters that changed places are two. */
    private static final int LETTERS_PER_MISTAKE = 3;

    private Nearest() {}

    /** The candidate with the fewest letters put in, taken out or changed, if they are few for the word's length. */
    public static Optional<String> of(String word, Stream<String> candidates) {
        int most = Math.clamp(word.length() / LETTERS_PER_MISTAKE, 1, 3);
        int allowed = word.length() > 2 ? Math.max(2, most) : most;
        return candidates
                .filter(candidate -> candidate.length() > allowed && distance(candidate, word) <= allowed)
                .min(Comparator.comparingInt(candidate -> distance(candidate, word)));
    }

    /** Levenshtein's distance. */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(change, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
