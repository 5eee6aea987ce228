package org.smimegate.bench.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.smimegate.core.testing.TestFiles;
import org.smimegate.it.harness.JamesProcess;
import org.smimegate.it.harness.JamesSetup;
import org.smimegate.it.harness.Project;

/** The James process that is measured. */
final class Server implements AutoCloseable {
    private static final Path CONF = Path.of("bench/src/test/resources/gateway");
    private static final String SECRET = "gateway secret";
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)$");

    private final JamesProcess process;
    private final ProcessHandle handle;

    private Server(JamesProcess process) {
        this.process = process;
        this.handle = ProcessHandle.of(process.pid()).orElseThrow();
        // Also when the benchmark is interrupted.
        Runtime.getRuntime().addShutdownHook(new Thread(handle::destroyForcibly));
    }

    /** @param nativeProvider a jar for the folder of extensions */
    static Server start(Path folder, Correspondents people, int nextHop, Optional<Path> nativeProvider)
            throws IOException {
        JamesSetup setup = JamesSetup.in(folder)
                .minimalConf(nextHop)
                .file("smime.xml", read("smime.xml"))
                .file("mailetcontainer.xml", read("mailetcontainer.xml"))
                .replace("mailetcontainer.xml", "NEXT_HOP", Integer.toString(nextHop))
                .jvm("-XX:TieredStopAtLevel=4", "-Xms1g", "-Xmx1g")
                .jvm("-Dlogback.configurationFile="
                        + Project.file(CONF.resolve("logback.xml").toString()));
        nativeProvider.ifPresent(setup::extension);
        Path smime = setup.conf().resolve("smime");
        TestFiles.writePkcs12(smime.resolve("gateway.p12"), SECRET, "gateway", people.gateway());
        TestFiles.writeSecret(smime.resolve("gateway.secret"), SECRET);
        TestFiles.writeTrust(smime, people.partnerPki().trust());
        return new Server(setup.start());
    }

    private static String read(String name) throws IOException {
        return Files.readString(Project.file(CONF.resolve(name).toString()));
    }

    int port() {
        return process.port(25);
    }

    /** Who computes, as the gateway said in its log when it started. */
    String providers() {
        return process.log()
                .lines()
                .filter(line -> line.contains("crypto providers"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the server did not say who computes:\n" + process.log()));
    }

    /** CPU time so far, all threads and the kernel's work for them. */
    Duration cpu() {
        return handle.info().totalCpuDuration().orElseThrow();
    }

    /** Bytes in use after a full garbage collection. */
    long heap() {
        Matcher total = TOTAL.matcher(jcmd("GC.class_histogram"));
        if (!total.find()) {
            throw new IllegalStateException("jcmd GC.class_histogram gave no total");
        }
        return Long.parseLong(total.group(1));
    }

    /** CPU time of each thread so far. */
    ThreadTimes threadTimes() throws IOException {
        return ThreadTimes.of(process.pid());
    }

    void startRecording() {
        Path settings = Project.file(CONF.resolve("profile.jfc").toString()).toAbsolutePath();
        jcmd("JFR.start", "name=bench", "settings=" + settings);
    }

    void stopRecording(Path into) {
        jcmd("JFR.stop", "name=bench", "filename=" + into);
    }

    /** Runs a command of the JVM: {@code jcmd} of the same JDK. */
    private String jcmd(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(process.pid())));
        command.addAll(List.of(arguments));
        try {
            Process jcmd = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(jcmd.getInputStream().readAllBytes(), UTF_8);
            if (jcmd.waitFor() != 0) {
                throw new IllegalStateException(String.format(Locale.ROOT, "%s: %s", command, said));
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
