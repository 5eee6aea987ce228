/** One thin class and one immutable settings record per James mailet. */
@NullMarked
package org.smimegate.mailets;

import org.jspecify.annotations.NullMarked;
