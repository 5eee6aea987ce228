package org.smimegate.gateway;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.smimegate.core.cms.MessageProtector;
import org.smimegate.core.cms.ProtectionFailedException;
import org.smimegate.core.message.MessageSource;
import org.smimegate.core.message.RawMessage;
import org.smimegate.core.message.Spool;
import org.smimegate.core.message.SpoolFolder;
import org.smimegate.core.outcome.Address;

/** Writes planned copies into spools: all of them, or none is left behind. */
final class CopyWriter {
    private final MessageProtector protector;
    private final SpoolFolder folder;

    CopyWriter(MessageProtector protector, SpoolFolder folder) {
        this.protector = protector;
        this.folder = folder;
    }

    List<Dispatch.Copy> write(RawMessage message, List<CopyPlan> plans) throws IOException, ProtectionFailedException {
        List<Dispatch.Copy> copies = new ArrayList<>();
        boolean complete = false;
        try {
            for (CopyPlan plan : plans) {
                copies.add(write(message, plan));
            }
            complete = true;
            return copies;
        } finally {
            if (!complete) {
                Closing.all(copies);
            }
        }
    }

    private Dispatch.Copy write(RawMessage message, CopyPlan plan) throws IOException, ProtectionFailedException {
        if (plan.steps().isEmpty()) {
            return new AsItCame(plan.recipients(), plan.protection(), message.source());
        }
        Spool spool = folder.newSpool();
        boolean complete = false;
        try {
            protector.protect(message, plan.steps(), spool);
            Dispatch.Copy copy = new Spooled(plan.recipients(), plan.protection(), spool.source(), spool);
            complete = true;
            return copy;
        } finally {
            if (!complete) {
                spool.close();
            }
        }
    }

    private record AsItCame(Set<Address> recipients, Dispatch.Protection protection, MessageSource content)
            implements Dispatch.Copy {
        @Override
        public void close() {
            // The source is the caller's.
        }
    }

    private record Spooled(Set<Address> recipients, Dispatch.Protection protection, MessageSource content, Spool spool)
            implements Dispatch.Copy {
        @Override
        public void close() throws IOException {
            spool.close();
        }
    }
}
