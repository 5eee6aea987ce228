package org.smimegate.keys.keyring;

import java.security.cert.X509Certificate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smimegate.core.policy.ContentCipher;
import org.smimegate.core.trust.Certificates;

/** Entries as rows. */
final class EntryRows {
    /** What {@link #map} needs; to be followed by a condition. */
    static final String SELECT = "select e.id, e.owner, e.name, e.certificate, c.certificates, e.origin, e.state,"
            + " e.pinned, e.decided, e.note, e.capabilities, e.capabilities_signed, e.first_seen, e.last_seen,"
            + " e.last_used from smime_entry e left join smime_chain c on c.digest = e.chain ";

    static final String INSERT = "insert into smime_entry (owner, fingerprint, certificate, bytes, chain, name, search,"
            + " origin, state, pinned, pin, decided, note, capabilities, capabilities_signed, first_seen, last_seen,"
            + " idle_since, version) values (:owner, :fingerprint, :certificate, :bytes, :chain, :name, :search,"
            + " :origin, :state, :pinned, :pin, :decided, :note, :capabilities, :capabilitiesSigned, :at, :at, :at, :version)";

    static final String UPDATE = "update smime_entry set chain = :chain, name = :name, search = :search,"
            + " origin = :origin, state = :state, pinned = :pinned, pin = :pin, decided = :decided, note = :note,"
            + " capabilities = :capabilities, capabilities_signed = :capabilitiesSigned, version = :version";

    private static final Logger LOGGER = LoggerFactory.getLogger(EntryRows.class);

    private EntryRows() {}

    /** To the microsecond, as PostgreSQL has it. */
    static OffsetDateTime time(Instant at) {
        return at.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    static String capabilities(Set<ContentCipher> ciphers) {
        return ciphers.stream().sorted().map(ContentCipher::token).collect(Collectors.joining(" "));
    }

    /** Empty, with a word in the log, if this Java does not read the certificate. */
    static Optional<KeyEntry> map(ResultSet row, StatementContext context) throws SQLException {
        long id = row.getLong("id");
        Optional<X509Certificate> certificate = Certificates.ofDer(row.getBytes("certificate"));
        if (certificate.isEmpty()) {
            LOGGER.warn("key ring: entry {}: its certificate is not readable any more; left out", id);
            return Optional.empty();
        }
        return Optional.of(new KeyEntry(
                id,
                content(row, certificate.get()),
                instant(row, "first_seen").orElseThrow(),
                instant(row, "last_seen").orElseThrow(),
                instant(row, "last_used")));
    }

    private static NewEntry content(ResultSet row, X509Certificate certificate) throws SQLException {
        byte @Nullable [] chain = row.getBytes("certificates");
        return new NewEntry(
                row.getString("name"),
                new Owner(row.getString("owner")),
                certificate,
                chain == null ? List.of() : Chain.read(chain),
                Origin.ofToken(row.getString("origin")).orElseThrow(),
                State.ofToken(row.getString("state")).orElseThrow(),
                row.getBoolean("pinned"),
                row.getBoolean("decided"),
                row.getString("note"),
                ciphers(row.getString("capabilities")),
                instant(row, "capabilities_signed"));
    }

    private static Set<ContentCipher> ciphers(String tokens) {
        return Arrays.stream(tokens.split(" "))
                .flatMap(t -> ContentCipher.ofToken(t).stream())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(ContentCipher.class)));
    }

    static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
