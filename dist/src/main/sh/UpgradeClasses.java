import static java.lang.classfile.ClassFile.ACC_MODULE;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;

/**
 * Brings the classes of a jar to the class file version of this JDK, with stack maps. picocli is compiled for Java 5, and
 * the Java runtime neither keeps such classes in an ahead-of-time cache nor checks them in its fast way: that was more
 * than half of the time that `jangada --help` took.
 *
 * <p>Signatures are left out: classes of a signed jar are not kept in a cache either, and the first of them costs a tenth of a
 * second, because the whole manifest is verified. What is in the archive is what the build has fetched and checked.
 *
 * <p>Usage: java UpgradeClasses.java JAR; the jar is replaced.
 */
final class UpgradeClasses {

    private static final int FIRST_WITH_STACK_MAPS = 50;
    private static final Pattern SIGNATURE = Pattern.compile("META-INF/[^/]+\\.(SF|RSA|DSA|EC)");

    private UpgradeClasses() {}

    public static void main(String[] arguments) throws IOException {
        Path jar = Path.of(arguments[0]);
        Path fresh = jar.resolveSibling(jar.getFileName() + ".new");
        try (var in = new JarFile(jar.toFile());
                var out = new JarOutputStream(Files.newOutputStream(fresh))) {
            var classes = ClassFile.of(
                    StackMapsOption.GENERATE_STACK_MAPS,
                    ClassFile.ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(
                                    type -> open(in, type.descriptorString()))
                            .orElse(ClassHierarchyResolver.defaultResolver())));
            for (Enumeration<JarEntry> entries = in.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                if (SIGNATURE.matcher(entry.getName()).matches()) {
                    continue;
                }
                byte[] content = in.getInputStream(entry).readAllBytes();
                var copy = new JarEntry(entry.getName());
                copy.setTime(entry.getTime());
                out.putNextEntry(copy);
                out.write(entry.getName().endsWith(".class") ? upgraded(classes, content) : content);
            }
        }
        Files.setLastModifiedTime(fresh, Files.getLastModifiedTime(jar));
        Files.move(fresh, jar, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] upgraded(ClassFile classes, byte[] content) {
        ClassModel model = classes.parse(content);
        if (model.majorVersion() >= FIRST_WITH_STACK_MAPS || (model.flags().flagsMask() & ACC_MODULE) != 0) {
            return content;
        }
        // Without a version of its own a class gets that of the JDK that builds, which is that of the runtime beside it.
        // Bodies are built anew, element by element, because one that is only copied gets no stack maps.
        return classes.transformClass(
                model,
                ClassTransform.dropping(element -> element instanceof ClassFileVersion)
                        .andThen(ClassTransform.transformingMethodBodies(
                                (builder, instruction) -> builder.with(instruction))));
    }

    private static InputStream open(JarFile jar, String descriptor) {
        String name = descriptor.substring(1, descriptor.length() - 1) + ".class";
        JarEntry entry = jar.getJarEntry(name);
        try {
            return entry == null ? null : jar.getInputStream(entry);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
