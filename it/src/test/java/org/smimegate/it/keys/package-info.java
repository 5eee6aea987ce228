/**
 * How the gateway comes to know partners' certificates: from their mail, from a key ring that servers share, from
 * directories that may be down. Always through real servers, judged by what leaves and by foreign tools.
 */
@NullMarked
package org.smimegate.it.keys;

import org.jspecify.annotations.NullMarked;
