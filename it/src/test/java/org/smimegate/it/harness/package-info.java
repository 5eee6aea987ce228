/**
 * What an integration test is made of. Start at {@link org.smimegate.it.harness.JamesSetup}: it makes a server's
 * folder and starts it, as a process of its own or inside the test. {@link org.smimegate.it.harness.SmtpClient} and
 * {@link org.smimegate.it.harness.Inbox} move exact bytes in and out, {@link org.smimegate.it.harness.SmtpSink} is the
 * next hop, {@link org.smimegate.it.harness.WireProxy} the wire in between, {@link org.smimegate.it.harness.Peers} the
 * foreign tools, {@link org.smimegate.it.harness.PostgresServer} a database that servers share.
 */
@NullMarked
package org.smimegate.it.harness;

import org.jspecify.annotations.NullMarked;
