package org.smimegate.core.testing;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/** CPU time of the test's own thread: what a busy machine does not make longer. */
public final class CpuTime {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private CpuTime() {}

    /** Something to be measured. */
    public interface Work {
        void run() throws Exception;
    }

    /** What the work cost this thread; work that it gives to other threads is not in it. */
    public static Duration of(Work work) throws Exception {
        long before = THREADS.getCurrentThreadCpuTime();
        work.run();
        return Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - before);
    }
}
