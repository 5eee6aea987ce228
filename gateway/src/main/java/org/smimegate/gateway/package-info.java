/** From smime.xml to one immutable object. Start at {@link org.smimegate.gateway.Gateway}. */
@NullMarked
package org.smimegate.gateway;

import org.jspecify.annotations.NullMarked;
