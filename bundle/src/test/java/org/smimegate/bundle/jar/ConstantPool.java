package org.smimegate.bundle.jar;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;

/**
 * What a class file refers to (Java Virtual Machine Specification, section 4.4).
 *
 * @param classes with slashes, as they stand in a jar, without {@code .class}
 * @param members methods and fields of these classes
 * @param strings constants
 * @param texts every text: names, descriptors, annotations and the constants, too
 */
public record ConstantPool(Set<String> classes, Set<Member> members, Set<String> strings, Set<String> texts) {
    private static final int UTF8 = 1;
    private static final int CLASS = 7;
    private static final int STRING = 8;
    private static final int FIELD = 9;
    private static final int METHOD = 10;
    private static final int INTERFACE_METHOD = 11;

    static ConstantPool of(byte[] classFile) {
        return new Reader(classFile).read();
    }

    private static final class Reader {
        private final byte[] bytes;
        private final ClassReader in;
        private final char[] buffer;
        private final ConstantPool found =
                new ConstantPool(new HashSet<>(), new HashSet<>(), new HashSet<>(), new HashSet<>());

        Reader(byte[] bytes) {
            this.bytes = bytes;
            this.in = new ClassReader(bytes);
            this.buffer = new char[in.getMaxStringLength()];
        }

        ConstantPool read() {
            for (int index = 1; index < in.getItemCount(); index++) {
                int offset = in.getItem(index);
                if (offset != 0) {
                    readEntry(in.readByte(offset - 1), offset);
                }
            }
            return found;
        }

        private void readEntry(int tag, int offset) {
            switch (tag) {
                case UTF8 -> found.texts.add(new String(bytes, offset + 2, in.readUnsignedShort(offset), UTF_8));
                case CLASS -> found.classes.add(withoutArray(in.readUTF8(offset, buffer)));
                case STRING -> found.strings.add(in.readUTF8(offset, buffer));
                case FIELD, METHOD, INTERFACE_METHOD -> readMember(offset);
                default -> {}
            }
        }

        /** Those of arrays are the JDK's. */
        private void readMember(int offset) {
            String owner = in.readClass(offset, buffer);
            int nameAndType = in.getItem(in.readUnsignedShort(offset + 2));
            if (!owner.startsWith("[")) {
                found.members.add(
                        new Member(owner, in.readUTF8(nameAndType, buffer), in.readUTF8(nameAndType + 2, buffer)));
            }
        }

        /** Of an array the type of its elements; one letter if that is primitive. */
        private static String withoutArray(String name) {
            return name.startsWith("[") ? name.replaceFirst("^\\[+L?", "").replace(";", "") : name;
        }
    }
}
