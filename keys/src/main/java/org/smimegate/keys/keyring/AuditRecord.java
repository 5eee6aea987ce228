package org.smimegate.keys.keyring;

import java.time.Instant;

/**
 * One line of the audit trail.
 *
 * @param actor who did it: {@code harvest}, {@code quota}, or {@code cli:USER}
 * @param fingerprint SHA-256 of the certificate in lower case hexadecimal digits; empty if it concerns none
 * @param detail plain words; may be empty
 */
public record AuditRecord(
        Instant at, AuditAction action, Owner owner, String fingerprint, String actor, String detail) {}
