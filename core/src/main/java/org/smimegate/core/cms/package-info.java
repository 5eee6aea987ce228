/** Sign, encrypt, decrypt and verify. The only home of {@code org.bouncycastle.cms}. */
@NullMarked
package org.smimegate.core.cms;

import org.jspecify.annotations.NullMarked;
