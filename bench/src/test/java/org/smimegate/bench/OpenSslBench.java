package org.smimegate.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.smimegate.core.message.MessageSource;
import org.smimegate.core.testing.TestFiles;

/**
 * 25 MB, our engine beside the {@code openssl cms} command: by turns, in one run, from file to nowhere. Ours is a server
 * that runs already, so it works alone first until it is compiled; the command is started each time, which takes some
 * milliseconds.
 */
final class OpenSslBench {
    private static final int BYTES = 25 * 1024 * 1024;
    private static final int WARM_UP = 60;
    /** Many, for the clocks of processes tick every 10 ms. */
    private static final int RUNS = 30;

    private final Path folder;
    private final SmimegateEngine engine;
    private final Parties parties = Parties.SHARED;

    private OpenSslBench(Path folder) throws Exception {
        this.folder = folder;
        this.engine = new SmimegateEngine();
    }

    /** CPU and elapsed time in milliseconds. */
    private record Cost(double cpu, double wall) {}

    private interface Work {
        void run() throws Exception;
    }

    static void run() throws Exception {
        try (TempFolder folder = TempFolder.make()) {
            new OpenSslBench(folder.path()).compare();
        }
    }

    private void compare() throws Exception {
        byte[] message = Mails.ofSize(BYTES);
        Path plain = Files.write(folder.resolve("plain.eml"), message);
        Path key = TestFiles.writeKeyPem(folder.resolve("sender.key"), parties.sender.key());
        Path certificate = TestFiles.writePem(folder.resolve("sender.pem"), parties.sender.certificate());
        Path recipient = TestFiles.writePem(
                folder.resolve("dave.pem"), parties.recipients.get(0).certificate());
        Path recipientKey = TestFiles.writeKeyPem(
                folder.resolve("dave.key"), parties.recipients.get(0).key());
        Path root = TestFiles.writePem(
                folder.resolve("root.pem"), parties.pki.root().certificate());
        Path signed = folder.resolve("signed.eml");
        Path encrypted = folder.resolve("encrypted.eml");
        try (OutputStream out = Files.newOutputStream(signed)) {
            engine.sign(message, out);
        }
        try (OutputStream out = Files.newOutputStream(encrypted)) {
            engine.encrypt(message, 1, out);
        }
        System.out.printf(
                Locale.ROOT, "%n%-10s %9s %9s %7s %11s%n", "25 MB", "cpu ms", "openssl", "ratio", "wall ratio");
        row(
                "sign",
                () -> engine.sign(MessageSource.of(plain), OutputStream.nullOutputStream()),
                "-sign -stream -in " + plain + " -signer " + certificate + " -inkey " + key);
        row(
                "encrypt",
                () -> engine.encrypt(MessageSource.of(plain), OutputStream.nullOutputStream()),
                "-encrypt -stream -aes-256-cbc -in " + plain + " " + recipient);
        row(
                "decrypt",
                () -> engine.decrypt(MessageSource.of(encrypted), OutputStream.nullOutputStream()),
                "-decrypt -in " + encrypted + " -recip " + recipient + " -inkey " + recipientKey);
        row(
                "verify",
                () -> engine.verify(MessageSource.of(signed), OutputStream.nullOutputStream()),
                "-verify -in " + signed + " -purpose any -CAfile " + root);
    }

    private void row(String name, Work ours, String theirs) throws Exception {
        List<Cost> own = new ArrayList<>();
        List<Cost> foreign = new ArrayList<>();
        for (int i = 0; i < WARM_UP; i++) {
            ours.run();
        }
        for (int i = 0; i < RUNS; i++) {
            own.add(ours(ours));
            foreign.add(openssl(theirs));
        }
        System.out.printf(
                Locale.ROOT,
                "%-10s %9.0f %9.0f %6.1fx %10.1fx%n",
                name,
                cpu(own),
                cpu(foreign),
                cpu(foreign) / cpu(own),
                wall(foreign) / wall(own));
    }

    /** The whole process, with what collecting garbage and compiling costs. */
    private static Cost ours(Work work) throws Exception {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = system.getProcessCpuTime();
        long wall = System.nanoTime();
        work.run();
        return new Cost((system.getProcessCpuTime() - cpu) / 1e6, (System.nanoTime() - wall) / 1e6);
    }

    /** Bash's {@code time} tells milliseconds, and not its own; the {@code times} of any shell cuts off tens. */
    private Cost openssl(String arguments) throws IOException, InterruptedException {
        Path said = folder.resolve("times.txt");
        ProcessBuilder command = new ProcessBuilder(
                "bash",
                "-c",
                "TIMEFORMAT='%3U %3S %3R'; time openssl cms -out /dev/null " + arguments + " 2>/dev/null");
        command.environment().put("LC_ALL", "C");
        int status = command.redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start()
                .waitFor();
        if (status != 0) {
            throw new IllegalStateException("openssl cms " + arguments + ": exit status " + status);
        }
        double[] millis = Arrays.stream(Files.readString(said).trim().split(" "))
                .mapToDouble(seconds -> Double.parseDouble(seconds) * 1000)
                .toArray();
        return new Cost(millis[0] + millis[1], millis[2]);
    }

    private static double cpu(List<Cost> costs) {
        return costs.stream().mapToDouble(Cost::cpu).average().orElseThrow();
    }

    private static double wall(List<Cost> costs) {
        return costs.stream().mapToDouble(Cost::wall).average().orElseThrow();
    }
}
