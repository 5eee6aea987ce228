/**
 * {@code smimegate check}: the mistakes of a conf folder. Start at {@link org.smimegate.admin.check.CheckCommand}; each
 * kind of mistake has a class of its own.
 */
@NullMarked
package org.smimegate.admin.check;

import org.jspecify.annotations.NullMarked;
