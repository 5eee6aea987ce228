package org.smimegate.it.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Packs mailets and matchers of a test into a jar for {@link JamesSetup#extension}. */
public final class ExtensionJar {
    private ExtensionJar() {}

    public static Path of(Path jar, Class<?>... classes) {
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Class<?> type : classes) {
                add(type, out);
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@link #of} for classes of one package that only a server can load: what they extend is in the bundle. */
    public static Path ofUnloaded(Path jar, String packageName, String... classes) {
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String name : classes) {
                add(packageName + "." + name, out);
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(Class<?> type, JarOutputStream out) throws IOException {
        if (type.getNestHost() != type) {
            throw new AssertionError(type + " is nested: James would look for its outer class too");
        }
        add(type.getName(), out);
    }

    private static void add(String type, JarOutputStream out) throws IOException {
        String name = type.replace('.', '/') + ".class";
        try (InputStream bytes = ExtensionJar.class.getClassLoader().getResourceAsStream(name)) {
            if (bytes == null) {
                throw new AssertionError("no such class: " + type);
            }
            out.putNextEntry(new JarEntry(name));
            bytes.transferTo(out);
            out.closeEntry();
        }
    }
}
