package org.smimegate.keys;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A value computed from files that follows their changes. The files are looked at on access, at most once a second
 * (more seldom if looking itself takes long); whoever comes first loads anew while the others go on with the old
 * value. A new state that cannot be loaded keeps the old value and is reported once. Thread-safe.
 */
public final class Reloading<T> implements Supplier<T> {
    private static final Logger LOGGER = LoggerFactory.getLogger(Reloading.class);
    private static final long INTERVAL = Duration.ofSeconds(1).toNanos();
    /** Looking at many thousand files must not take more than this part of the time. */
    private static final long SHARE = 20;

    /** Computes the value from the files. */
    public interface Loader<T> {
        /** @throws KeyFileException the message names the file and what is wrong with it */
        T load() throws KeyFileException;
    }

    private final String what;
    private final List<Path> files;
    private final Loader<T> loader;
    private final LongSupplier nanoTime;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile FileStamps stamps;
    private volatile T value;
    private volatile long nextLook;

    private Reloading(String what, Collection<Path> files, Loader<T> loader, LongSupplier nanoTime)
            throws KeyFileException {
        this.what = what;
        this.files = List.copyOf(files);
        this.loader = loader;
        this.nanoTime = nanoTime;
        // Stamps first: a change while loading is then seen at the next look.
        this.stamps = FileStamps.of(this.files);
        this.value = loader.load();
        this.nextLook = nanoTime.getAsLong() + INTERVAL;
    }

    /**
     * Loads for the first time.
     *
     * @param what names the value in log lines
     * @param files files, and folders whose files count
     * @throws KeyFileException the first state cannot be loaded
     */
    public static <T> Reloading<T> start(String what, Collection<Path> files, Loader<T> loader)
            throws KeyFileException {
        return start(what, files, loader, System::nanoTime);
    }

    static <T> Reloading<T> start(String what, Collection<Path> files, Loader<T> loader, LongSupplier nanoTime)
            throws KeyFileException {
        return new Reloading<>(what, files, loader, nanoTime);
    }

    /** The value of the newest good state. */
    @Override
    public T get() {
        if (nanoTime.getAsLong() - nextLook >= 0 && looking.tryLock()) {
            try {
                look();
            } finally {
                looking.unlock();
            }
        }
        return value;
    }

    private void look() {
        long begin = nanoTime.getAsLong();
        FileStamps now = FileStamps.of(files);
        long took = nanoTime.getAsLong() - begin;
        if (!now.equals(stamps)) {
            stamps = now;
            reload();
        }
        nextLook = nanoTime.getAsLong() + Math.max(INTERVAL, SHARE * took);
    }

    private void reload() {
        try {
            value = loader.load();
            LOGGER.info("{}: files changed, read again", what);
        } catch (KeyFileException e) {
            LOGGER.error("{}: files changed, but cannot be used; the old state stays: {}", what, e.getMessage());
        } catch (RuntimeException e) {
            // Our own bug must not take the mail that happened to look down with it.
            LOGGER.error("{}: files changed, but cannot be read; the old state stays", what, e);
        }
    }
}
