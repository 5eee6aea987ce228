/**
 * Messages in files, treated as the mailets treat mail: opened, protected, and the profiles for that. Start at
 * {@link org.smimegate.admin.mail.OpenCommand}.
 */
@NullMarked
package org.smimegate.admin.mail;

import org.jspecify.annotations.NullMarked;
