/**
 * Raw messages: header scan, structure, canonical form, body replacement. Start at {@link org.smimegate.core.message.RawMessage}.
 */
@NullMarked
package org.smimegate.core.message;

import org.jspecify.annotations.NullMarked;
