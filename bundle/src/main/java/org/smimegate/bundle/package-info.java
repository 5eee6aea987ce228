/** What turns the modules into one James extension jar. */
@NullMarked
package org.smimegate.bundle;

import org.jspecify.annotations.NullMarked;
