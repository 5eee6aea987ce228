package org.smimegate.bench.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * CPU time of a JVM's threads by what they are for, in ticks of 10 ms (Linux, proc(5)).
 *
 * @param kernel of Java threads: network, files
 */
record ThreadTimes(long java, long kernel, long compiler, long collector) {
    private static final int USER = 11;
    private static final int SYSTEM = 12;

    static ThreadTimes of(long pid) throws IOException {
        ThreadTimes sum = new ThreadTimes(0, 0, 0, 0);
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path thread : threads.toList()) {
                sum = sum.plus(thread);
            }
        }
        return sum;
    }

    ThreadTimes since(ThreadTimes before) {
        return new ThreadTimes(
                java - before.java, kernel - before.kernel, compiler - before.compiler, collector - before.collector);
    }

    private ThreadTimes plus(Path thread) throws IOException {
        String stat;
        try {
            stat = Files.readString(thread.resolve("stat"));
        } catch (IOException endedMeanwhile) {
            return this;
        }
        String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
        List<String> numbers = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
        long user = Long.parseLong(numbers.get(USER));
        long system = Long.parseLong(numbers.get(SYSTEM));
        if (name.contains("Compiler")) {
            return new ThreadTimes(java, kernel, compiler + user + system, collector);
        }
        if (name.startsWith("VM ") || name.startsWith("GC ")) {
            return new ThreadTimes(java, kernel, compiler, collector + user + system);
        }
        return new ThreadTimes(java + user, kernel + system, compiler, collector);
    }
}
