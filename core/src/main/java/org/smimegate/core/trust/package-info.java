/** Whom we believe: path building, revocation, leaf rules, address match. */
@NullMarked
package org.smimegate.core.trust;

import org.jspecify.annotations.NullMarked;
