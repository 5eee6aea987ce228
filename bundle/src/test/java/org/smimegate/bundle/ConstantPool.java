package org.smimegate.bundle;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a class file refers to (Java Virtual Machine Specification, section 4.4).
 *
 * @param classes with slashes, as they stand in a jar, without {@code .class}
 * @param strings constants
 */
record ConstantPool(Set<String> classes, Set<String> strings) {
    private static final int UTF8 = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;
    private static final int CLASS = 7;
    private static final int STRING = 8;
    private static final int METHOD_HANDLE = 15;
    private static final int METHOD_TYPE = 16;
    private static final int MODULE = 19;
    private static final int PACKAGE = 20;
    private static final int MAGIC_AND_VERSION = 8;

    static ConstantPool of(byte[] classFile) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
        in.skipNBytes(MAGIC_AND_VERSION);
        return new Reader(in).read();
    }

    private static final class Reader {
        private final DataInputStream in;
        private final Map<Integer, String> texts = new HashMap<>();
        private final List<Integer> classes = new ArrayList<>();
        private final List<Integer> strings = new ArrayList<>();

        Reader(DataInputStream in) {
            this.in = in;
        }

        ConstantPool read() throws IOException {
            int size = in.readUnsignedShort();
            for (int index = 1; index < size; index++) {
                int tag = in.readUnsignedByte();
                readEntry(index, tag);
                if (tag == LONG || tag == DOUBLE) {
                    index++;
                }
            }
            Set<String> names = new HashSet<>();
            classes.forEach(index -> names.add(withoutArray(texts.get(index))));
            Set<String> constants = new HashSet<>();
            strings.forEach(index -> constants.add(texts.get(index)));
            return new ConstantPool(names, constants);
        }

        private void readEntry(int index, int tag) throws IOException {
            switch (tag) {
                case UTF8 -> texts.put(index, in.readUTF());
                case CLASS -> classes.add(in.readUnsignedShort());
                case STRING -> strings.add(in.readUnsignedShort());
                case METHOD_TYPE, MODULE, PACKAGE -> in.skipNBytes(2);
                case METHOD_HANDLE -> in.skipNBytes(3);
                case LONG, DOUBLE -> in.skipNBytes(8);
                default -> in.skipNBytes(4);
            }
        }

        private static String withoutArray(String name) {
            return name.startsWith("[") ? name.replaceFirst("^\\[+L?", "").replace(";", "") : name;
        }
    }
}
