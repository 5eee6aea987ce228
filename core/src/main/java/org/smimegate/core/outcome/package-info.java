/** Verdicts and reasons as sealed values. The leaf of the house: it imports only the JDK. */
@NullMarked
package org.smimegate.core.outcome;

import org.jspecify.annotations.NullMarked;
