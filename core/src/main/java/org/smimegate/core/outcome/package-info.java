/**
 * What the engine found: layers, verdicts and reasons. Start at {@link org.smimegate.core.outcome.MessageVerdict}.
 */
@NullMarked
package org.smimegate.core.outcome;

import org.jspecify.annotations.NullMarked;
