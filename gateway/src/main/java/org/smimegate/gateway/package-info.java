/** From smime.xml to one immutable Gateway. The one place that assembles. */
@NullMarked
package org.smimegate.gateway;

import org.jspecify.annotations.NullMarked;
