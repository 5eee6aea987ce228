package org.smimegate.bench;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.smimegate.core.message.MessageSource;

/**
 * The memory that one operation on 25 MB needs: what is in use while it runs again and again, garbage collected, over what
 * is in use before; the most that a second thread sees. Ours reads a file, as James stores a mail of this size; Bouncy
 * Castle's gets an array that counts as there before, and need not copy it.
 */
final class HeapBench {
    private static final int BYTES = 25 * 1024 * 1024;
    private static final int WARM_UP = 20;
    private static final int LOOKS = 300;
    /** Milliseconds between looks, each in turn: so they come at all moments of the work. */
    private static final int PAUSES = 17;

    private final SmimegateEngine engine = new SmimegateEngine();
    private final BcMailEngine peer = new BcMailEngine();
    private final Path folder;

    private HeapBench(Path folder) throws Exception {
        this.folder = folder;
    }

    private interface Own {
        void run(MessageSource message, OutputStream out) throws Exception;
    }

    private interface Theirs {
        void run(byte[] message, OutputStream out) throws Exception;
    }

    private interface Work {
        void run(OutputStream out) throws Exception;
    }

    static void run() throws Exception {
        try (TempFolder folder = TempFolder.make()) {
            new HeapBench(folder.path()).compare();
        }
    }

    private void compare() throws Exception {
        System.out.printf(
                Locale.ROOT,
                "%n%-14s %18s %9s %14s %9s%n",
                "25 MB",
                "heap over idle, kB",
                "bcmail",
                "allocated, kB",
                "bcmail");
        byte[] plain = Mails.ofSize(BYTES);
        byte[] encrypted = written(out -> engine.encrypt(plain, 1, out));
        row("sign", plain, engine::sign, peer::sign);
        row("signEc", plain, engine::signWithEc, peer::signWithEc);
        row("encryptTo1", plain, engine::encrypt, (message, out) -> peer.encrypt(message, 1, out));
        row("signEncrypt", plain, engine::signAndEncrypt, peer::signAndEncrypt);
        row("decrypt", encrypted, engine::decrypt, peer::decrypt);
        row("decryptGcm", written(out -> engine.encryptGcm(plain, out)), engine::decrypt, peer::decrypt);
        row("verify", written(out -> engine.sign(plain, out)), engine::verify, peer::verify);
        row(
                "decryptVerify",
                written(out -> engine.signAndEncrypt(plain, out)),
                engine::decryptAndVerify,
                peer::decryptAndVerify);
    }

    private void row(String name, byte[] message, Own own, Theirs theirs) throws Exception {
        MessageSource source = MessageSource.of(Files.write(folder.resolve("message.eml"), message));
        Work ours = out -> own.run(source, out);
        Work foreign = out -> theirs.run(message, out);
        System.out.printf(
                Locale.ROOT,
                "%-14s %18d %9d %14d %9d%n",
                name,
                heap(ours),
                heap(foreign),
                allocated(ours),
                allocated(foreign));
    }

    /** In kB. */
    private static long heap(Work work) throws Exception {
        work.run(OutputStream.nullOutputStream());
        long idle = inUse();
        ExecutorService worker = Executors.newSingleThreadExecutor();
        try {
            Future<?> busy = worker.submit(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    work.run(OutputStream.nullOutputStream());
                }
                return null;
            });
            long most = idle;
            for (int i = 0; i < LOOKS; i++) {
                // Collections without a pause would leave no time to work in.
                Thread.sleep(i % PAUSES);
                most = Math.max(most, inUse());
            }
            if (busy.isDone()) {
                busy.get();
            }
            return (most - idle) / 1024;
        } finally {
            worker.shutdownNow();
            worker.awaitTermination(1, TimeUnit.MINUTES);
        }
    }

    /** In kB, by the thread that works. */
    private static long allocated(Work work) throws Exception {
        for (int i = 0; i < WARM_UP; i++) {
            work.run(OutputStream.nullOutputStream());
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        work.run(OutputStream.nullOutputStream());
        return (threads.getCurrentThreadAllocatedBytes() - before) / 1024;
    }

    /** What a collection has left; what is in use at this moment counts whole buffers of threads. */
    private static long inUse() {
        System.gc();
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getCollectionUsage().getUsed())
                .sum();
    }

    private static byte[] written(Work work) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        work.run(out);
        return out.toByteArray();
    }
}
