/** The rules of the house, {@link HouseRulesTest}, and what the shipped jar may hold, {@link BundleJarIT}. */
package org.smimegate.bundle;
