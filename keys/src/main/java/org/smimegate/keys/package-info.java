/** Own credentials and partners' certificates: interfaces and their implementations. */
@NullMarked
package org.smimegate.keys;

import org.jspecify.annotations.NullMarked;
