/**
 * What an extension jar may hold and use. Start at {@link org.smimegate.bundle.jar.ExtensionJarContract}, which every line's
 * jar is held to.
 */
package org.smimegate.bundle.jar;
