/**
 * The whole gateway under load: a real James process with the bundle, mail in and out by SMTP. Start at
 * {@link org.smimegate.bench.gateway.GatewayBench}.
 */
@NullMarked
package org.smimegate.bench.gateway;

import org.jspecify.annotations.NullMarked;
