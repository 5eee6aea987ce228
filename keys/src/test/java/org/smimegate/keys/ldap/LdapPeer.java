package org.smimegate.keys.ldap;

import java.io.IOException;
import org.smimegate.core.testing.Slapd;

/** A directory server on loopback with the tree of {@link Slapd}, its certificate for {@code localhost}. */
interface LdapPeer extends AutoCloseable {
    /** Adds entries, in LDIF. */
    void add(String ldif) throws IOException;

    String url();

    String tlsUrl();

    void stop();

    void start() throws IOException;

    @Override
    void close();
}
