package dev.jangada.kube.storage.proto;

/** What is a character in UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF. */
final class Utf8 {

    private Utf8() {}

    /** How many bytes the character has that begins at a byte above 0x7F; 0 if there is none. */
    static int length(byte[] from, int at, int end) {
        int first = from[at] & 0xFF;
        int count = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
        if (first < 0xC2 || first > 0xF4 || count > end - at) {
            return 0;
        }
        for (int i = 1; i < count; i++) {
            if ((from[at + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        int second = from[at + 1] & 0xFF;
        boolean wrong = (first == 0xE0 && second < 0xA0)
                || (first == 0xED && second > 0x9F)
                || (first == 0xF0 && second < 0x90)
                || (first == 0xF4 && second > 0x8F);
        return wrong ? 0 : count;
    }
}
