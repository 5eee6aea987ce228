/**
 * The gateway's own keys and certificates: made, requested, imported, shown. Start at
 * {@link org.smimegate.admin.cert.CertCommand}; the demonstration makes its organisations with
 * {@link org.smimegate.admin.cert.Certifier}.
 */
@NullMarked
package org.smimegate.admin.cert;

import org.jspecify.annotations.NullMarked;
