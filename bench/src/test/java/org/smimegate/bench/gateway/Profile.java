package org.smimegate.bench.gateway;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where the CPU time of the server goes: the kernel counts for each thread, and the JVM's flight recorder says what the
 * Java threads were computing.
 */
final class Profile {
    private static final double MICROS_PER_TICK = 10_000;

    private final Map<Owner, Long> samples = new EnumMap<>(Owner.class);
    private final ThreadTimes times;
    private final int mails;

    private Profile(ThreadTimes times, int mails) {
        this.times = times;
        this.mails = mails;
    }

    /** @param recording of the time in which these mails passed */
    static Profile of(Path recording, ThreadTimes times, int mails) throws IOException {
        Profile profile = new Profile(times, mails);
        try (RecordingFile events = new RecordingFile(recording)) {
            while (events.hasMoreEvents()) {
                profile.count(events.readEvent());
            }
        }
        return profile;
    }

    private void count(RecordedEvent event) {
        if (event.getStackTrace() == null) {
            return;
        }
        List<String> classes = event.getStackTrace().getFrames().stream()
                .map(RecordedFrame::getMethod)
                .map(method -> method.getType().getName())
                .toList();
        boolean java = event.getEventType().getName().equals("jdk.ExecutionSample");
        Owner owner = Owner.of(classes);
        // Native code that waits is sampled as well; only a provider's computes.
        if (java || !classes.isEmpty() && owner == Owner.of(classes.subList(0, 1)) && owner == Owner.RSA) {
            samples.merge(owner, 1L, Long::sum);
        }
    }

    /** Microseconds of a mail by what they are for. */
    Map<String, Double> micros() {
        long all =
                Math.max(1, samples.values().stream().mapToLong(Long::longValue).sum());
        Map<String, Double> micros = new LinkedHashMap<>();
        for (Owner owner : Owner.values()) {
            micros.put(owner.label(), micros(times.java()) * samples.getOrDefault(owner, 0L) / all);
        }
        micros.put("kernel: network, files", micros(times.kernel()));
        micros.put("garbage collection", micros(times.collector()));
        micros.put("JIT compiler", micros(times.compiler()));
        return micros;
    }

    private double micros(long ticks) {
        return ticks * MICROS_PER_TICK / mails;
    }
}
