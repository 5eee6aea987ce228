/**
 * The test PKI: certificates, keys and files made in memory at test run, shared with the other modules as core's
 * test-jar. Start at {@link org.smimegate.core.testing.TestPki} for the named stories and at
 * {@link org.smimegate.core.testing.CertificateBuilder} for everything else.
 */
@NullMarked
package org.smimegate.core.testing;

import org.jspecify.annotations.NullMarked;
