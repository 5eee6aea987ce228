/**
 * Whom the gateway believes: paths, leaf rules, whom a certificate speaks for. Start at {@link org.smimegate.core.trust.CertificateTrust}.
 */
@NullMarked
package org.smimegate.core.trust;

import org.jspecify.annotations.NullMarked;
