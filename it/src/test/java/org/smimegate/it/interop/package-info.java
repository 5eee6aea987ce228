/**
 * The gateway, as a real server process, against the S/MIME software of other people. Start at
 * {@link org.smimegate.it.interop.Edge}: one gateway, its partner without one, and the next hop.
 */
@NullMarked
package org.smimegate.it.interop;

import org.jspecify.annotations.NullMarked;
