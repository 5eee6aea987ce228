/** Mailets that break down on purpose, for tests on a real server. Start at {@link org.smimegate.mailets.testing.Fault}. */
@NullMarked
package org.smimegate.mailets.testing;

import org.jspecify.annotations.NullMarked;
