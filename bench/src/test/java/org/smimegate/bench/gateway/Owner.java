package org.smimegate.bench.gateway;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Whose code a sample of the profile is in: that of the topmost frame with an owner. */
enum Owner {
    RSA("RSA", "java.math.", "sun.security.rsa.", "com.amazon.corretto.", "org.conscrypt."),
    CIPHERS("AES, SHA-2", "com.sun.crypto.provider.", "sun.security.provider."),
    ENGINE("our engine: MIME, CMS, paths", "org.smimegate.core.", "org.smimegate.shaded.bouncycastle."),
    MAILETS("our matchers, mailets, keys", "org.smimegate."),
    JAVAX_MAIL("javax.mail", "javax.mail.", "com.sun.mail."),
    LOG("log", "ch.qos.logback.", "org.slf4j."),
    JAMES("James, its libraries", "org.apache.", "io.netty.", "reactor.", "com.google.", "scala.", "com.codahale."),
    FOR_OURS("javax.mail, James for our mailets"),
    OTHER("other Java");

    private static final String OURS = "org.smimegate.";

    private final String label;
    private final List<String> packages;

    Owner(String label, String... packages) {
        this.label = label;
        this.packages = List.of(packages);
    }

    String label() {
        return label;
    }

    /** @param classes of the frames, topmost first */
    static Owner of(List<String> classes) {
        Owner owner = classes.stream()
                .flatMap(name -> byName(name).stream())
                .findFirst()
                .orElse(OTHER);
        return owner.isServers() && classes.stream().anyMatch(name -> name.startsWith(OURS)) ? FOR_OURS : owner;
    }

    /** What they do because our mailets ask them is told apart. */
    private boolean isServers() {
        return this == JAVAX_MAIL || this == JAMES;
    }

    private static Optional<Owner> byName(String className) {
        return Arrays.stream(values())
                .filter(owner -> owner.packages.stream().anyMatch(className::startsWith))
                .findFirst();
    }
}
