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

    private static void add(Class<?> type, JarOutputStream out) throws IOException {
        if (type.getNestHost() != type) {
            throw new AssertionError(type + " is nested: James would look for its outer class too");
        }
        String name = type.getName().replace('.', '/') + ".class";
        try (InputStream bytes = type.getClassLoader().getResourceAsStream(name)) {
            out.putNextEntry(new JarEntry(name));
            bytes.transferTo(out);
            out.closeEntry();
        }
    }
}
