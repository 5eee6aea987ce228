package org.smimegate.bundle.jar;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The classes that an extension finds where a server loads it: its own, the server's and the JDK's. */
public final class Surroundings implements Closeable {
    private static final String CLASS = ".class";

    private final ClassLoader jdk = ClassLoader.getPlatformClassLoader();
    private final List<JarFile> jars;
    private final Map<String, JarFile> homes = new HashMap<>();
    private final Map<String, Optional<ApiClass>> known = new HashMap<>();

    private Surroundings(List<JarFile> jars) {
        this.jars = jars;
        for (JarFile jar : jars) {
            jar.stream().forEach(entry -> homes.putIfAbsent(entry.getName(), jar));
        }
    }

    /** @param classPath a file with the server's jars, separated as on a command line */
    public static Surroundings of(Path extension, Path classPath) throws IOException {
        Stream<String> server = Stream.of(Files.readString(classPath).strip().split(File.pathSeparator));
        return new Surroundings(Stream.concat(Stream.of(extension.toString()), server)
                .map(Surroundings::open)
                .toList());
    }

    /** Whether somebody has the class, the JDK too. */
    public boolean hold(String type) {
        return find(type).isPresent();
    }

    /** Whether the class or one that it inherits from offers the method or field. */
    public boolean offer(Member member) {
        return lineage(member.owner()).anyMatch(type -> type.offers(member));
    }

    /** Whether objects of this class can be made and used as objects of the other. */
    public boolean implement(String type, String supertype) {
        return !find(type).orElseThrow().isAbstract()
                && lineage(type).anyMatch(ancestor -> ancestor.name().equals(supertype));
    }

    /** Methods that the class should have, because of what it inherits from, and has not. */
    Stream<Member> unimplementedBy(String type) {
        ApiClass api = find(type).orElseThrow();
        if (api.isAbstract()) {
            return Stream.empty();
        }
        return lineage(type)
                .flatMap(ApiClass::abstractMethods)
                .filter(method -> lineage(type).noneMatch(candidate -> candidate.implementsMethod(method)));
    }

    @Override
    public void close() throws IOException {
        for (JarFile jar : jars) {
            jar.close();
        }
    }

    /** The class and all that it inherits from; arrays and types that nobody has inherit from nothing. */
    private Stream<ApiClass> lineage(String type) {
        return find(type).stream()
                .flatMap(api ->
                        Stream.concat(Stream.of(api), api.supertypes().stream().flatMap(this::lineage)));
    }

    private Optional<ApiClass> find(String type) {
        Optional<ApiClass> before = known.get(type);
        if (before != null) {
            return before;
        }
        Optional<ApiClass> found = read(type + CLASS).map(ApiClass::of);
        known.put(type, found);
        return found;
    }

    private Optional<byte[]> read(String file) {
        JarFile home = homes.get(file);
        try (InputStream in =
                home == null ? jdk.getResourceAsStream(file) : home.getInputStream(home.getJarEntry(file))) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JarFile open(String jar) {
        try {
            return new JarFile(jar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
