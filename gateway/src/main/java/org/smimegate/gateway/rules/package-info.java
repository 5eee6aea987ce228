/**
 * What mailetcontainer.xml may say of our mailets and matchers: read by them when the server starts, and by
 * {@code smimegate check} before it does. Start at {@link org.smimegate.gateway.rules.MailetRule} and
 * {@link org.smimegate.gateway.rules.MatcherRule}.
 */
@NullMarked
package org.smimegate.gateway.rules;

import org.jspecify.annotations.NullMarked;
