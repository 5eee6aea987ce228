/** One thin class per James matcher, and the James glue that the mailets share. */
@NullMarked
package org.smimegate.matchers;

import org.jspecify.annotations.NullMarked;
