/**
 * CMS on streams. Start at {@link org.smimegate.core.cms.MessageProtector} (outbound) and {@link org.smimegate.core.cms.MessageOpener} (inbound).
 */
@NullMarked
package org.smimegate.core.cms;

import org.jspecify.annotations.NullMarked;
