package org.smimegate.bundle.jar;

/**
 * A method or field that a class refers to, or has.
 *
 * @param owner the class, with slashes
 * @param descriptor as in a class file: {@code (I)V} of a method, {@code I} of a field
 */
public record Member(String owner, String name, String descriptor) {
    Member in(String type) {
        return new Member(type, name, descriptor);
    }

    @Override
    public String toString() {
        return owner + "." + name + (descriptor.startsWith("(") ? descriptor : ":" + descriptor);
    }
}
