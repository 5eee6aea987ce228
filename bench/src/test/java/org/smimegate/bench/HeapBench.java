package org.smimegate.bench;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.smimegate.core.message.MessageSource;

/**
 * The memory that one operation on 25 MB needs: what is in use while it runs, garbage collected, over what is in use
 * before; looked at after each MB that is read or written. Ours reads a file, as James stores a mail of this size; Bouncy
 * Castle's gets an array, which counts as there before.
 */
final class HeapBench {
    private static final int BYTES = 25 * 1024 * 1024;
    private static final int STEP = 1024 * 1024;
    private static final int WARM_UP = 20;

    private final SmimegateEngine engine = new SmimegateEngine();
    private final BcMailEngine peer = new BcMailEngine();
    private final Path folder;
    private long idle;
    private long most;

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
        Path folder = Files.createTempDirectory("smimegate-bench");
        try {
            new HeapBench(folder).compare();
        } finally {
            KeyRingBench.delete(folder);
        }
    }

    private void compare() throws Exception {
        System.out.printf(
                Locale.ROOT,
                "%n%-14s %14s %9s %14s %9s%n",
                "25 MB",
                "heap over idle",
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
        Path file = Files.write(folder.resolve("message.eml"), message);
        MessageSource source = MessageSource.of(file);
        Work ours = out -> own.run(new Watched(source), out);
        Work foreign = out -> theirs.run(message, out);
        System.out.printf(
                Locale.ROOT,
                "%-14s %14d %9d %14d %9d%n",
                name,
                heap(ours),
                heap(foreign),
                allocated(out -> own.run(source, out)),
                allocated(foreign));
    }

    /** In kB. */
    private long heap(Work work) throws Exception {
        work.run(OutputStream.nullOutputStream());
        idle = inUse();
        most = idle;
        work.run(new Sink());
        return (most - idle) / 1024;
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

    private void look() {
        most = Math.max(most, inUse());
    }

    private static long inUse() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static byte[] written(Work work) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        work.run(out);
        return out.toByteArray();
    }

    /** Counts bytes, and looks at the heap after each MB. */
    private final class Steps {
        private long bytes;

        void add(long more) {
            if (more > 0 && bytes / STEP != (bytes += more) / STEP) {
                look();
            }
        }
    }

    private final class Sink extends OutputStream {
        private final Steps steps = new Steps();

        @Override
        public void write(int b) {
            steps.add(1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            steps.add(length);
        }
    }

    private final class Watched implements MessageSource {
        private final MessageSource source;

        Watched(MessageSource source) {
            this.source = source;
        }

        @Override
        public long size() {
            return source.size();
        }

        @Override
        public InputStream open(long from, long to) throws IOException {
            Steps steps = new Steps();
            return new FilterInputStream(source.open(from, to)) {
                @Override
                public int read() throws IOException {
                    steps.add(1);
                    return super.read();
                }

                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    int read = super.read(bytes, offset, length);
                    steps.add(read);
                    return read;
                }
            };
        }
    }
}
