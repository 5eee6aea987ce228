/**
 * What the gateway accepts and writes: algorithms and limits. Start at {@link org.smimegate.core.policy.AlgorithmPolicy}.
 */
@NullMarked
package org.smimegate.core.policy;

import org.jspecify.annotations.NullMarked;
