/**
 * Delivery that happens over TLS or not at all, around James' own RemoteDelivery. Start at
 * {@link org.smimegate.mailets.tls.TlsDelivery}.
 */
@NullMarked
package org.smimegate.mailets.tls;

import org.jspecify.annotations.NullMarked;
