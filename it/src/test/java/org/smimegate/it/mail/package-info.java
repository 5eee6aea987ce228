/** What becomes of mail on a real server when something is wrong. */
@NullMarked
package org.smimegate.it.mail;

import org.jspecify.annotations.NullMarked;
