package org.smimegate.keys.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPURL;
import java.util.regex.Pattern;

/** One server. */
public record LdapServer(String host, int port, boolean tls) {
    static final String EXPECTED = "ldaps://HOST[:PORT] or ldap://HOST[:PORT]";

    private static final Pattern URL = Pattern.compile("ldaps?://[^\\s/?]+/?");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|::1");

    /** @throws IllegalArgumentException it is no such URL */
    public static LdapServer parse(String url) {
        try {
            LDAPURL parsed = new LDAPURL(url);
            if (URL.matcher(url).matches() && parsed.hostProvided()) {
                return new LdapServer(
                        parsed.getHost(), parsed.getPort(), parsed.getScheme().equals("ldaps"));
            }
        } catch (LDAPException e) {
            throw new IllegalArgumentException("url: " + url + " (expected: " + EXPECTED + ")", e);
        }
        throw new IllegalArgumentException("url: " + url + " (expected: " + EXPECTED + ")");
    }

    boolean isLoopback() {
        return LOOPBACK.matcher(host).matches();
    }

    @Override
    public String toString() {
        return (tls ? "ldaps://" : "ldap://") + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
