/**
 * Sensitivity labels ({@code msip_labels}).
 */
@NullMarked
package org.smimegate.core.label;

import org.jspecify.annotations.NullMarked;
