/** Allowed algorithms and limits: one immutable object, named by year. */
@NullMarked
package org.smimegate.core.policy;

import org.jspecify.annotations.NullMarked;
