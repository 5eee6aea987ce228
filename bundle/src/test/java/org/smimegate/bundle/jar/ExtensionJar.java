package org.smimegate.bundle.jar;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The jar that an administrator drops into James' {@code extensions-jars} folder. */
public final class ExtensionJar implements Closeable {
    /** Below it lies everything. */
    static final String OURS = "org/smimegate/";

    /** Below it lie the libraries. */
    static final String SHADED = OURS + "shaded/";

    private static final String CLASS = ".class";

    private final JarFile jar;

    private ExtensionJar(JarFile jar) {
        this.jar = jar;
    }

    public static ExtensionJar open(Path path) throws IOException {
        return new ExtensionJar(new JarFile(path.toFile()));
    }

    /** Files, no folders. */
    Stream<String> names() {
        return jar.stream().filter(entry -> !entry.isDirectory()).map(JarEntry::getName);
    }

    /** With slashes, without {@code .class}. */
    public List<String> classes() {
        return names().filter(name -> name.endsWith(CLASS))
                .map(name -> name.substring(0, name.length() - CLASS.length()))
                .toList();
    }

    /** Without those of the libraries. */
    public List<String> ownClasses() {
        return classes().stream().filter(name -> !name.startsWith(SHADED)).toList();
    }

    boolean holds(String name) {
        return jar.getEntry(name) != null;
    }

    public boolean holdsClass(String type) {
        return holds(type + CLASS);
    }

    public ConstantPool constants(String type) {
        return ConstantPool.of(read(type + CLASS));
    }

    /** Jars know no time zone. */
    LocalDateTime timeOfClass(String type) {
        return jar.getJarEntry(type + CLASS).getTimeLocal();
    }

    byte[] read(String name) {
        try (InputStream in = jar.getInputStream(jar.getJarEntry(name))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text(String name) {
        return new String(read(name), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        jar.close();
    }
}
