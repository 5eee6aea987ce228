package org.smimegate.bundle.jar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** A class as others see it. */
final class ApiClass {
    private final String name;
    private final int access;
    private final List<String> supertypes = new ArrayList<>();
    private final Map<Member, Integer> members = new HashMap<>();

    private ApiClass(ClassReader in) {
        this.name = in.getClassName();
        this.access = in.getAccess();
        if (in.getSuperName() != null) {
            supertypes.add(in.getSuperName());
        }
        supertypes.addAll(Arrays.asList(in.getInterfaces()));
    }

    static ApiClass of(byte[] classFile) {
        ClassReader in = new ClassReader(classFile);
        ApiClass type = new ApiClass(in);
        in.accept(type.new Members(), ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return type;
    }

    String name() {
        return name;
    }

    /** The superclass first, then the interfaces. */
    List<String> supertypes() {
        return supertypes;
    }

    boolean isAbstract() {
        return is(access, Opcodes.ACC_ABSTRACT);
    }

    /** Whether others may use it: it is public, or protected, which subclasses of other packages may. */
    boolean offers(Member member) {
        int found = members.getOrDefault(member.in(name), 0);
        return is(found, Opcodes.ACC_PUBLIC) || is(found, Opcodes.ACC_PROTECTED);
    }

    boolean implementsMethod(Member method) {
        Member own = method.in(name);
        return members.containsKey(own) && !is(members.get(own), Opcodes.ACC_ABSTRACT);
    }

    Stream<Member> abstractMethods() {
        return members.keySet().stream().filter(member -> is(members.get(member), Opcodes.ACC_ABSTRACT));
    }

    private static boolean is(int access, int flag) {
        return (access & flag) != 0;
    }

    private final class Members extends ClassVisitor {
        Members() {
            super(Opcodes.ASM9);
        }

        @Override
        public MethodVisitor visitMethod(
                int flags, String method, String descriptor, String signature, String[] exceptions) {
            members.put(new Member(name, method, descriptor), flags);
            return null;
        }

        @Override
        public FieldVisitor visitField(int flags, String field, String descriptor, String signature, Object value) {
            members.put(new Member(name, field, descriptor), flags);
            return null;
        }
    }
}
