/** The command line {@code smimegate}. Start at {@link org.smimegate.admin.Main}. */
@NullMarked
package org.smimegate.admin;

import org.jspecify.annotations.NullMarked;
