package org.smimegate.bundle;

import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What others can call of some classes, one line for each class, constructor, method and field. */
final class PublicApi {
    private static final int VISIBLE = Modifier.PUBLIC | Modifier.PROTECTED;

    private PublicApi() {}

    static SortedSet<String> of(Stream<Class<?>> classes) {
        return classes.filter(PublicApi::isVisible)
                .flatMap(PublicApi::lines)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isVisible(Class<?> type) {
        return (type.getModifiers() & VISIBLE) != 0
                && !type.isAnonymousClass()
                && (type.getEnclosingClass() == null || isVisible(type.getEnclosingClass()));
    }

    private static Stream<String> lines(Class<?> type) {
        Stream<String> executables = Stream.<Executable>concat(
                        Arrays.stream(type.getDeclaredConstructors()), Arrays.stream(type.getDeclaredMethods()))
                .filter(PublicApi::isOffered)
                .map(Executable::toGenericString);
        Stream<String> fields = Arrays.stream(type.getDeclaredFields())
                .filter(PublicApi::isOffered)
                .map(Field::toGenericString);
        return Stream.of(Stream.of(declaration(type)), executables, fields).flatMap(lines -> lines);
    }

    private static boolean isOffered(Member member) {
        return (member.getModifiers() & VISIBLE) != 0 && !member.isSynthetic();
    }

    private static String declaration(Class<?> type) {
        String above = Stream.concat(
                        Stream.ofNullable(type.getGenericSuperclass()), Arrays.stream(type.getGenericInterfaces()))
                .filter(parent -> parent != Object.class)
                .map(Type::getTypeName)
                .collect(Collectors.joining(", "));
        return type.toGenericString() + (above.isEmpty() ? "" : " is " + above);
    }
}
