/** The message as bytes: header scan, kind of S/MIME, canonical form, body replacement. */
@NullMarked
package org.smimegate.core.message;

import org.jspecify.annotations.NullMarked;
