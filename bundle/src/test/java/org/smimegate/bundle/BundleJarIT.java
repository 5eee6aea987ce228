package org.smimegate.bundle;

import java.util.Set;
import org.smimegate.bundle.jar.ExtensionJarContract;

/** The jar for James 3.8, beside a whole server. */
class BundleJarIT extends ExtensionJarContract {
    @Override
    protected Set<String> unpublished() {
        return Set.of();
    }

    @Override
    protected Set<String> foreignNames() {
        return Set.of(
                "jakarta/mail",
                "jakarta/activation",
                "jakarta/inject",
                "jakarta/annotation/PreDestroy",
                "org/eclipse/angus");
    }
}
