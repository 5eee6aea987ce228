package org.smimegate.gateway;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.smimegate.core.cms.MessageProtector;
import org.smimegate.core.cms.ProtectionFailedException;
import org.smimegate.core.message.MessageSource;
import org.smimegate.core.message.RawMessage;
import org.smimegate.core.message.Spool;
import org.smimegate.core.message.SpoolFolder;
import org.smimegate.core.outcome.Address;

/**
 * Writes planned copies, one behind the other in one spool: hundreds of them take no more memory, and no more open
 * files, than a single one. All of them, or none is left behind.
 */
final class CopyWriter {
    private final MessageProtector protector;
    private final SpoolFolder folder;

    CopyWriter(MessageProtector protector, SpoolFolder folder) {
        this.protector = protector;
        this.folder = folder;
    }

    List<Dispatch.Copy> write(RawMessage message, List<CopyPlan> plans) throws IOException, ProtectionFailedException {
        Spool spool = folder.newSpool(expected(message, plans));
        boolean complete = false;
        try {
            List<Dispatch.Copy> copies = protect(message, plans, spool);
            complete = true;
            return copies;
        } finally {
            if (!complete) {
                spool.close();
            }
        }
    }

    /** Base64 makes a message almost half as long again. */
    private static long expected(RawMessage message, List<CopyPlan> plans) {
        long written = plans.stream().filter(plan -> !plan.steps().isEmpty()).count();
        return written * message.source().size() * 3 / 2;
    }

    private List<Dispatch.Copy> protect(RawMessage message, List<CopyPlan> plans, Spool spool)
            throws IOException, ProtectionFailedException {
        List<Long> ends = new ArrayList<>();
        for (CopyPlan plan : plans) {
            if (!plan.steps().isEmpty()) {
                protector.protect(message, plan.steps(), spool);
            }
            ends.add(spool.size());
        }
        return copies(message, plans, ends, new SharedSpool(spool));
    }

    private static List<Dispatch.Copy> copies(
            RawMessage message, List<CopyPlan> plans, List<Long> ends, SharedSpool spool) throws IOException {
        MessageSource all = spool.source();
        List<Dispatch.Copy> copies = new ArrayList<>();
        long start = 0;
        for (int i = 0; i < plans.size(); i++) {
            CopyPlan plan = plans.get(i);
            MessageSource content = plan.steps().isEmpty() ? message.source() : all.slice(start, ends.get(i));
            copies.add(new Written(plan.recipients(), plan.protection(), content, spool.use()));
            start = ends.get(i);
        }
        return copies;
    }

    /** Deleted when nobody uses it any more. */
    private static final class SharedSpool {
        private final Spool spool;
        private final AtomicInteger users = new AtomicInteger();

        SharedSpool(Spool spool) {
            this.spool = spool;
        }

        MessageSource source() throws IOException {
            return spool.source();
        }

        /** One more user, until closed. */
        Closeable use() {
            users.incrementAndGet();
            AtomicBoolean open = new AtomicBoolean(true);
            return () -> {
                if (open.getAndSet(false) && users.decrementAndGet() == 0) {
                    spool.close();
                }
            };
        }
    }

    private record Written(
            Set<Address> recipients, Dispatch.Protection protection, MessageSource content, Closeable use)
            implements Dispatch.Copy {
        @Override
        public void close() throws IOException {
            use.close();
        }
    }
}
