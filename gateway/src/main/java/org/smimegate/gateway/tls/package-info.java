/**
 * What a mail server offers for TLS, and what is to be thought of it. Start at
 * {@link org.smimegate.gateway.tls.StartTlsProbe}.
 */
@NullMarked
package org.smimegate.gateway.tls;

import org.jspecify.annotations.NullMarked;
