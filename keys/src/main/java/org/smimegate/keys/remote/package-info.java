/** What whoever connects to the servers of strangers needs: time that runs out, text that is fit for a log. */
@NullMarked
package org.smimegate.keys.remote;

import org.jspecify.annotations.NullMarked;
