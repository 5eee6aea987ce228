/**
 * The trust test: whether the gateway believes a certificate, and if not, everything that speaks against it. Start at
 * {@link org.smimegate.admin.cert.trial.TestCommand}; {@link org.smimegate.admin.cert.trial.MailTrial} asks what the
 * mailets ask, {@link org.smimegate.admin.cert.trial.ServerTrial} what RequireTls asks.
 */
@NullMarked
package org.smimegate.admin.cert.trial;

import org.jspecify.annotations.NullMarked;
