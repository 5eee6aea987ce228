/** Partners' certificates in LDAP directories. Start at {@link org.smimegate.keys.ldap.LdapDirectory}. */
@NullMarked
package org.smimegate.keys.ldap;

import org.jspecify.annotations.NullMarked;
