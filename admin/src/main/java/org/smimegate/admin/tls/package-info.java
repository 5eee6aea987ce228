/** {@code smimegate tls}: what a mail server offers. Start at {@link org.smimegate.admin.tls.TlsCommand}. */
@NullMarked
package org.smimegate.admin.tls;

import org.jspecify.annotations.NullMarked;
