/** A configuration folder and James mails for tests. Start at {@link org.smimegate.matchers.testing.TestConf}. */
@NullMarked
package org.smimegate.matchers.testing;

import org.jspecify.annotations.NullMarked;
