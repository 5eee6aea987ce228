package org.smimegate.keys.ldap;

import java.io.IOException;
import org.smimegate.core.testing.Slapd;
import org.smimegate.core.testing.TestIdentity;

class SlapdTest extends LdapContract {
    private Slapd slapd;

    @Override
    LdapPeer start(TestIdentity certificate) throws Exception {
        slapd = Slapd.start(folder.resolve("slapd"), certificate);
        return new LdapPeer() {
            @Override
            public void add(String ldif) throws IOException {
                slapd.add(ldif);
            }

            @Override
            public String url() {
                return slapd.url();
            }

            @Override
            public String tlsUrl() {
                return slapd.tlsUrl();
            }

            @Override
            public void stop() {
                slapd.stop();
            }

            @Override
            public void start() throws IOException {
                slapd.start();
            }

            @Override
            public void close() {
                slapd.close();
            }
        };
    }
}
