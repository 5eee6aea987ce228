/**
 * Sensitivity labels ({@code msip_labels}). Start at {@link org.smimegate.core.label.LabelReader}.
 */
@NullMarked
package org.smimegate.core.label;

import org.jspecify.annotations.NullMarked;
