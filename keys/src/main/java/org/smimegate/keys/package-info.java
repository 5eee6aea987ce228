/** Keys and certificates: the gateway's own and its partners'. Start at {@link org.smimegate.keys.RecipientKeys}. */
@NullMarked
package org.smimegate.keys;

import org.jspecify.annotations.NullMarked;
