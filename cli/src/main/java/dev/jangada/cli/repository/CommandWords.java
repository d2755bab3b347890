package dev.jangada.cli.repository;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes a command apart into words: white space between them, quotes around what holds some. No shell, and nothing replaced. */
final class CommandWords {

    private CommandWords() {}

    /** The words; nothing if there is none, or a quote is left open. */
    static Optional<List<String>> of(String text) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        boolean isWord = false;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
                isWord = true;
            } else if (Character.isWhitespace(c)) {
                if (isWord) {
                    words.add(word.toString());
                    word.setLength(0);
                    isWord = false;
                }
            } else {
                word.append(c);
                isWord = true;
            }
        }
        if (isWord) {
            words.add(word.toString());
        }
        return quote != 0 || words.isEmpty() || words.getFirst().isEmpty() ? Optional.empty() : Optional.of(words);
    }
}
