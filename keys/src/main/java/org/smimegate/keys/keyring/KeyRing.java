package org.smimegate.keys.keyring;

import java.io.Closeable;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.smimegate.core.trust.Coverage;
import org.smimegate.keys.CertificateDirectory;
import org.smimegate.keys.DirectoryUnavailableException;

/**
 * The store of partners' certificates: a {@link CertificateDirectory} of its active entries that also keeps pending,
 * rejected and superseded ones and an audit trail. Several servers may share one; what one of them stores the others see
 * within a second. Thread-safe.
 *
 * <p>Every method throws {@link DirectoryUnavailableException} when the store cannot be reached; what was stored when a
 * method returns stays, whatever becomes of the process.
 */
public interface KeyRing extends CertificateDirectory, Closeable {
    /** Something to do with all entries of an owner. */
    interface Work<T> {
        T on(OwnerEntries entries);
    }

    /**
     * Does work in one transaction.
     *
     * @param actor who is answerable for it, for the audit trail
     * @param at now
     */
    <T> T change(Owner owner, String actor, Instant at, Work<T> work) throws DirectoryUnavailableException;

    /** For whom an administrator vouches that this certificate is theirs; empty if for nobody. Active entries only. */
    Optional<Coverage> pinned(X509Certificate certificate) throws DirectoryUnavailableException;

    /** Reads entries by owner, then newest first, without keeping them in memory. */
    void read(EntryFilter filter, Consumer<KeyEntry> reader) throws DirectoryUnavailableException;

    Optional<KeyEntry> entry(long id) throws DirectoryUnavailableException;

    /**
     * Stores many entries, in transactions of some hundred. A certificate that its owner has already takes the content
     * given here.
     *
     * @param progress told the number stored so far, from time to time
     * @return how many were stored
     */
    long load(Iterator<NewEntry> entries, String actor, Instant at, LongConsumer progress)
            throws DirectoryUnavailableException;

    /** The newest first. */
    List<AuditRecord> audit(Owner owner, int most) throws DirectoryUnavailableException;

    /** How many entries there are, in all states. */
    long size() throws DirectoryUnavailableException;
}
