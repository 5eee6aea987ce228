/**
 * Whom the gateway believes: paths, leaf rules, whom a certificate speaks for. Start at
 * {@link org.smimegate.core.trust.CertificateTrust}; {@link org.smimegate.core.trust.AnchoredTrust} believes by path,
 * {@link org.smimegate.core.trust.PinnedTrust} because an administrator said so, {@link
 * org.smimegate.core.trust.VouchedTrust} so long as the issuer does not object,
 * {@link org.smimegate.core.trust.Coverage} says for whom.
 */
@NullMarked
package org.smimegate.core.trust;

import org.jspecify.annotations.NullMarked;
