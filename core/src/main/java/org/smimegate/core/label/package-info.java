/** Sensitivity labels: parsing of the {@code msip_labels} header. */
@NullMarked
package org.smimegate.core.label;

import org.jspecify.annotations.NullMarked;
