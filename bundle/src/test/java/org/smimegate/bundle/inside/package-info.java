/** What tests run inside the class loader of an extension: classes that see the jar and the JDK, and nothing of the test's. */
package org.smimegate.bundle.inside;
