package dev.jangada.settings.problem;

import dev.jangada.problem.Message;

/** The sentences of this room. The first two arguments of most are the file and the line. */
public enum SettingsMessage implements Message {
    /** The file is not there: file. */
    MISSING,
    /** The file may not be read: file. */
    DENIED,
    /** The file cannot be read: file, reason. */
    UNREADABLE,
    NOT_UTF_8,
    /** The file is far larger than settings are: file, most bytes. */
    TOO_LARGE,
    /** The file is not YAML: file, line, reason. */
    NOT_YAML,
    /** There is more than one document: file, line. */
    SECOND_DOCUMENT,
    /** The whole is not a map: file, line. */
    NO_MAP,
    /** An alias: file, line. */
    ALIAS,
    /** A key twice: file, line, key, first line. */
    TWICE,
    /** A key that is not known, and what may be meant: file, line, key, other key. */
    UNKNOWN_KEY,
    /** A key that stands elsewhere: file, line, key, its place. */
    ELSEWHERE,
    /** A key like no other: file, line, key, the keys that there are. */
    UNKNOWN_AMONG,
    /** A password in the file: file, line, key. */
    PASSWORD_HERE,
    /** The password of etcd in the file: file, line, key. */
    ETCD_PASSWORD_HERE,
    /** S3's credentials in the file: file, line, key. */
    S3_CREDENTIALS_HERE,
    /** A key without a value: file, line, key. */
    NO_VALUE,
    /** A value where there should be keys: file, line, key. */
    NO_SECTION,
    /** Keys or a list where there should be one text: file, line, key, example. */
    NO_TEXT,
    /** A number or a truth value where there should be a text: file, line, key, value. */
    UNQUOTED,
    /** Neither a text nor a list of texts: file, line, key, example. */
    NO_LIST,
    /** A command that is not a list of words: file, line, key, example. */
    NO_COMMAND,
    /** Not a whole number above zero: file, line, key. */
    NO_COUNT,
    /** A value of the wrong form: file, line, key, value, example. */
    WRONG_FORM,
    /** A web address without s3: before it: file, line, key. */
    S3_MISSING,
    /** The home of another user: file, line, key, value. */
    OTHER_HOME,
    /** A value that its own room refuses: file, line, key, problem. */
    REFUSED_VALUE,
    /** Two keys of which one is too many: file, line, key, other key, its line. */
    ONE_OF_BOTH,
    /** A key that needs another: file, line, key, other key. */
    NEEDS,
    /** Two problems, one after the other. */
    BOTH,
    /** A file that is named is not there: file, line, key, path. */
    FILE_MISSING,
    /** A file is to be written into a folder that is not there: file, line, key, folder, name of the file. */
    FOLDER_MISSING,
    /** A file that is named may not be read: file, line, key, path. */
    FILE_NOT_READABLE,
    /** A path that is no file: file, line, key, path. */
    NOT_A_FILE,
    /** A secret that others may read: file, line, key, path. */
    FILE_TOO_OPEN,
    /** A program that is not found: file, line, key, program. */
    PROGRAM_MISSING,
    /** What stands at the head of a new file. */
    TEMPLATE_HEADER,
    /** The default of a key: value. */
    TEMPLATE_DEFAULT,
}
