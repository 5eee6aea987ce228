/** Labelled mail leaves over TLS or not at all: a real James in front of real Postfix servers. */
package org.smimegate.it.tls;
