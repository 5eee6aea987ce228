/**
 * A James server with the gateway in it, as a process on the loopback interface. Start at
 * {@link org.smimegate.admin.server.ServeCommand}; a process is a {@link org.smimegate.admin.server.JamesServer}.
 */
@NullMarked
package org.smimegate.admin.server;

import org.jspecify.annotations.NullMarked;
