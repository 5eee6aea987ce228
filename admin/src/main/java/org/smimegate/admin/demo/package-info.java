/**
 * Two organisations on the loopback interface, and a message from one to the other. Start at
 * {@link org.smimegate.admin.demo.Demonstration}.
 */
@NullMarked
package org.smimegate.admin.demo;

import org.jspecify.annotations.NullMarked;
