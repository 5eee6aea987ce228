/**
 * What is known of revoked certificates: {@link org.smimegate.keys.revocation.RevocationFetcher} fetches it.
 */
@NullMarked
package org.smimegate.keys.revocation;

import org.jspecify.annotations.NullMarked;
