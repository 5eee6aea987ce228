/** Mailets that tests add to a server in an extension jar of their own. */
package org.smimegate.it.mailets;
