package org.smimegate.bundle;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Classes apart from those of the test. */
final class ClassPath implements Closeable {
    private final URLClassLoader below;
    private final URLClassLoader classes;

    private ClassPath(URLClassLoader below, URLClassLoader classes) {
        this.below = below;
        this.classes = classes;
    }

    /** The jar as James loads its extensions: what the server has itself comes first. */
    static ClassPath ofExtension(Path jar, Path serverClassPath) throws IOException {
        URLClassLoader server = loader(entries(serverClassPath), ClassLoader.getPlatformClassLoader());
        return new ClassPath(server, loader(Stream.of(jar), server));
    }

    /** As the launcher runs the command line. */
    static ClassPath ofProgram(Path jar, Path others) throws IOException {
        URLClassLoader all =
                loader(Stream.concat(Stream.of(jar), entries(others)), ClassLoader.getPlatformClassLoader());
        return new ClassPath(all, all);
    }

    Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName(name, true, classes);
    }

    /** Runs a class of package {@code inside}; as in a server, the context class loader knows nothing of the jar. */
    <T, U, R> R run(Class<? extends BiFunction<T, U, R>> work, T first, U second) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(below);
        try (URLClassLoader inside = new URLClassLoader(new URL[] {location(work)}, classes)) {
            @SuppressWarnings("unchecked") // It is the same class, loaded again.
            BiFunction<T, U, R> again = (BiFunction<T, U, R>)
                    inside.loadClass(work.getName()).getConstructor().newInstance();
            return again.apply(first, second);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public void close() throws IOException {
        classes.close();
        below.close();
    }

    private static URL location(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    private static Stream<Path> entries(Path list) throws IOException {
        List<String> names = Arrays.asList(Files.readString(list).strip().split(File.pathSeparator));
        return names.stream().map(Path::of);
    }

    private static URLClassLoader loader(Stream<Path> jars, ClassLoader parent) {
        return new URLClassLoader(jars.map(ClassPath::url).toArray(URL[]::new), parent);
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }
}
