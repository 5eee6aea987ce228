/**
 * The key ring: partners' certificates in a database, with their history. Start at {@link
 * org.smimegate.keys.keyring.KeyRing}.
 */
@NullMarked
package org.smimegate.keys.keyring;

import org.jspecify.annotations.NullMarked;
