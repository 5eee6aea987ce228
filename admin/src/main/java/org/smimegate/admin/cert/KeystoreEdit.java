package org.smimegate.admin.cert;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.keys.Credential;
import org.smimegate.keys.Secret;

/** The content of a key store while it changes; the file changes with {@link #save}, all at once. */
final class KeystoreEdit {
    private static final int MAX_ALIAS = 100;

    private final Path file;
    private final Secret secret;
    private final boolean isNew;
    private final Map<String, Identity> content = new LinkedHashMap<>();

    private KeystoreEdit(Path file, Secret secret, boolean isNew) {
        this.file = file;
        this.secret = secret;
        this.isNew = isNew;
    }

    /** What is there; nothing if there is no such file. */
    static KeystoreEdit of(Path file, Secret secret) throws CannotRunException {
        var edit = new KeystoreEdit(file, secret, !Files.exists(file));
        if (!edit.isNew) {
            for (Credential credential : KeystoreFile.read(file, secret)) {
                edit.content.put(
                        credential.alias(),
                        new Identity(credential.key(), credential.certificate(), credential.chain()));
            }
        }
        return edit;
    }

    Map<String, Identity> content() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(content));
    }

    /** Adds an entry under exactly that name. */
    void add(String alias, Identity identity) throws CannotRunException {
        if (!isAlias(alias)) {
            throw new CannotRunException("--alias: '" + alias + "' (expected: a name of 1 to " + MAX_ALIAS
                    + " characters, without blanks around it or control characters)");
        }
        if (has(alias)) {
            throw new CannotRunException(
                    "--alias: " + alias + ": exists in " + file + " (expected: a new name, its key opens old mail)");
        }
        content.put(alias, identity);
    }

    /** Adds an entry under that name, or one like it if it is taken or cannot be one; returns the name. */
    String addLike(String wish, Identity identity) throws CannotRunException {
        String plain = wish.codePoints()
                .filter(c -> !Character.isISOControl(c))
                .limit(MAX_ALIAS / 2)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        String base = plain.isEmpty() ? "key" : plain;
        String alias = base;
        for (int i = 2; has(alias); i++) {
            alias = base + "-" + i;
        }
        add(alias, identity);
        return alias;
    }

    /** Puts another certificate to an entry. */
    void replace(String alias, Identity identity) {
        content.replace(alias, identity);
    }

    void save() throws CannotRunException {
        if (isNew) {
            KeystoreFile.create(file, secret, content);
        } else {
            KeystoreFile.write(file, secret, content);
        }
    }

    /** Upper and lower case are alike, for the gateway and for keytool. */
    private boolean has(String alias) {
        return content.keySet().stream().anyMatch(alias::equalsIgnoreCase);
    }

    private static boolean isAlias(String alias) {
        return alias.equals(alias.strip())
                && !alias.isEmpty()
                && alias.length() <= MAX_ALIAS
                && alias.codePoints().noneMatch(Character::isISOControl);
    }
}
