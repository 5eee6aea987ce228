/** What turns the modules into one James extension jar; {@link org.smimegate.bundle.SmimeGateModule} is its only class. */
@NullMarked
package org.smimegate.bundle;

import org.jspecify.annotations.NullMarked;
