package org.smimegate.admin.keys;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;
import org.smimegate.core.policy.AlgorithmPolicy;
import org.smimegate.keys.keyring.NewEntry;
import org.smimegate.keys.keyring.text.EntryReader;
import org.smimegate.keys.keyring.text.Item;

/**
 * The entries of a file, one after the other. What cannot be used is counted and told, and left out. Reading throws
 * {@link UncheckedIOException}, for iterators must not throw another.
 */
final class KeyFile implements Iterator<NewEntry>, Closeable {
    private final InputStream in;
    private final EntryReader reader;
    private final AlgorithmPolicy policy;
    private final Instant at;
    private final Consumer<Item.Broken> broken;
    private final Deque<NewEntry> ready = new ArrayDeque<>();
    private long brokenCount;
    private long authorityCount;

    /** @param broken told of each place that cannot be used */
    KeyFile(InputStream in, AlgorithmPolicy policy, Instant at, Consumer<Item.Broken> broken) {
        this.in = in;
        this.reader = new EntryReader(in, policy.domainCertificates());
        this.policy = policy;
        this.at = at;
        this.broken = broken;
    }

    @Override
    public boolean hasNext() {
        try {
            while (ready.isEmpty()) {
                Optional<Item> item = reader.next();
                if (item.isEmpty()) {
                    return false;
                }
                take(item.get());
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public NewEntry next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ready.remove();
    }

    /** Places that could not be used. */
    long broken() {
        return brokenCount;
    }

    /** Certificates of CAs, which are nobody's. */
    long authorities() {
        return authorityCount;
    }

    private void take(Item item) {
        if (item instanceof Item.Entries entries) {
            ready.addAll(entries.entries());
        } else if (item instanceof Item.Bare bare) {
            Optional<String> unfit = Candidate.unfit(bare.certificate(), policy, at);
            unfit.ifPresentOrElse(why -> refuse(new Item.Broken(bare.line(), why)), () -> ready.addAll(bare.entries()));
        } else if (item instanceof Item.Broken problem) {
            refuse(problem);
        } else {
            authorityCount++;
        }
    }

    private void refuse(Item.Broken problem) {
        brokenCount++;
        broken.accept(problem);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
