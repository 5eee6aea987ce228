/** What the shipped jar may hold: {@link BundleJarIT}. */
package org.smimegate.bundle;
