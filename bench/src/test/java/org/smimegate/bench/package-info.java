/** Benchmarks, side by side with Bouncy Castle's mail API. */
@NullMarked
package org.smimegate.bench;

import org.jspecify.annotations.NullMarked;
