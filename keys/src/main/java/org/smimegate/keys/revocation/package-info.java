/**
 * What is known of revoked certificates: {@link org.smimegate.keys.revocation.CrlFolder} has the lists that an
 * administrator puts into a folder, {@link org.smimegate.keys.revocation.RevocationFetcher} those that it fetches,
 * {@link org.smimegate.keys.revocation.RevocationSources} joins several sources.
 */
@NullMarked
package org.smimegate.keys.revocation;

import org.jspecify.annotations.NullMarked;
