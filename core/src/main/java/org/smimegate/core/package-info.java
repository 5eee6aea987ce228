/** The S/MIME engine. Works on raw message streams; knows neither James nor JavaMail. */
@NullMarked
package org.smimegate.core;

import org.jspecify.annotations.NullMarked;
