package org.smimegate.keys.ldap;

import org.smimegate.core.testing.TestIdentity;

class MemoryLdapTest extends LdapContract {
    private MemoryLdap server;

    @Override
    LdapPeer start(TestIdentity certificate) throws Exception {
        server = new MemoryLdap(certificate);
        return server;
    }
}
