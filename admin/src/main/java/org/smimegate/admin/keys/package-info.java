/**
 * The partners' key ring of a gateway: looked at, filled, decided on, saved. Start at
 * {@link org.smimegate.admin.keys.KeysCommand}.
 */
@NullMarked
package org.smimegate.admin.keys;

import org.jspecify.annotations.NullMarked;
