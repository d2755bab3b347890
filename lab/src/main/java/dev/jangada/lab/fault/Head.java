package dev.jangada.lab.fault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What stands before the body of an HTTP/1.1 message.
 *
 * @param first the request line or the status line
 * @param headers the header lines
 */
record Head(String first, List<String> headers) {

    /** The values of a header, joined as RFC 9110 5.3 allows; empty if there is none. */
    String value(String name) {
        var values = new ArrayList<String>();
        for (String header : headers) {
            if (header.regionMatches(true, 0, name, 0, name.length())
                    && header.length() > name.length()
                    && header.charAt(name.length()) == ':') {
                values.add(header.substring(name.length() + 1).strip());
            }
        }
        return String.join(",", values);
    }

    /** Whether more messages may follow on the connection. */
    boolean keepsOpen() {
        return !value("Connection").toLowerCase(Locale.ROOT).contains("close");
    }

    /** The same without these headers (lower case, or the beginnings of names that end with -), and with others. */
    Head with(Set<String> dropped, List<String> added) {
        var kept = new ArrayList<String>();
        for (String header : headers) {
            String name = header.substring(0, Math.max(0, header.indexOf(':'))).toLowerCase(Locale.ROOT);
            if (dropped.stream().noneMatch(each -> each.endsWith("-") ? name.startsWith(each) : name.equals(each))) {
                kept.add(header);
            }
        }
        kept.addAll(added);
        return new Head(first, kept);
    }

    /** The n-th word of the first line. */
    String word(int n) throws IOException {
        String[] words = first.split(" ", 3);
        if (words.length < 2) {
            throw new IOException("not HTTP: " + first);
        }
        return words[n];
    }

    /** The status of an answer. */
    int status() throws IOException {
        try {
            return Integer.parseInt(word(1));
        } catch (NumberFormatException e) {
            throw new IOException("not an answer: " + first, e);
        }
    }

    byte[] bytes() {
        return (first + "\r\n" + String.join("\r\n", headers) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }
}
