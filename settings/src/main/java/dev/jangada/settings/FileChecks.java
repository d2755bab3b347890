package dev.jangada.settings;

import dev.jangada.settings.problem.Mistake;
import dev.jangada.settings.problem.Mistakes;
import dev.jangada.settings.problem.SettingsMessage;
import dev.jangada.settings.table.Setting;
import dev.jangada.settings.table.Shape;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks whether the files that settings name are there and can be read, and whether those with secrets are private. */
final class FileChecks {

    /** Files that Jangada writes: they need not be there, but the folder that they go to. */
    private static final Set<Setting> WRITTEN = EnumSet.of(Setting.METRICS_TEXTFILE);

    private static final Set<PosixFilePermission> OTHERS =
            EnumSet.of(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);

    private final Mistakes mistakes;
    private final Optional<String> searchPath;

    FileChecks(Path file, Optional<String> searchPath) {
        this.mistakes = new Mistakes(file);
        this.searchPath = searchPath;
    }

    List<Mistake> check(Values values) {
        values.all().forEach((setting, given) -> {
            if (setting.shape() == Shape.COMMAND && given.value() instanceof List<?> words) {
                program(setting, given.line(), String.valueOf(words.getFirst()));
            } else if (given.value() instanceof Path path) {
                if (WRITTEN.contains(setting)) {
                    folder(setting, given.line(), path);
                } else {
                    file(setting, given.line(), path);
                }
            }
        });
        return mistakes.inOrder();
    }

    private void file(Setting setting, int line, Path path) {
        if (!Files.exists(path)) {
            mistakes.add(line, setting.key(), SettingsMessage.FILE_MISSING, path);
        } else if (Files.isDirectory(path)) {
            mistakes.add(line, setting.key(), SettingsMessage.NOT_A_FILE, path);
        } else if (!Files.isReadable(path)) {
            mistakes.add(line, setting.key(), SettingsMessage.FILE_NOT_READABLE, path);
        } else if (setting.shape() == Shape.SECRET_FILE && isOpenToOthers(path)) {
            mistakes.add(line, setting.key(), SettingsMessage.FILE_TOO_OPEN, path);
        }
    }

    private void folder(Setting setting, int line, Path path) {
        Path folder = path.toAbsolutePath().normalize().getParent();
        if (folder == null || Files.isDirectory(path)) {
            mistakes.add(line, setting.key(), SettingsMessage.NOT_A_FILE, path);
        } else if (!Files.isDirectory(folder)) {
            mistakes.add(line, setting.key(), SettingsMessage.FOLDER_MISSING, folder, path.getFileName());
        }
    }

    private static boolean isOpenToOthers(Path path) {
        try {
            return Files.getPosixFilePermissions(path).stream().anyMatch(OTHERS::contains);
        } catch (IOException | UnsupportedOperationException e) {
            // A file system without such permissions has none that are too wide.
            return false;
        }
    }

    private void program(Setting setting, int line, String program) {
        boolean isFound = program.contains("/")
                ? Files.isExecutable(Path.of(program))
                : Arrays.stream(searchPath.orElse("").split(File.pathSeparator, -1))
                        .filter(folder -> !folder.isEmpty())
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        if (!isFound) {
            mistakes.add(line, setting.key(), SettingsMessage.PROGRAM_MISSING, program);
        }
    }
}
