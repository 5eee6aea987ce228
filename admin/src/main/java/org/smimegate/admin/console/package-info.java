/** What all commands share: where they print and how they end. Start at {@link org.smimegate.admin.console.Console}. */
@NullMarked
package org.smimegate.admin.console;

import org.jspecify.annotations.NullMarked;
