/** The command line {@code smimegate}. */
@NullMarked
package org.smimegate.admin;

import org.jspecify.annotations.NullMarked;
