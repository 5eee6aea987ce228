package org.smimegate.keys.keyring;

import java.util.Optional;
import org.smimegate.keys.Secret;

/**
 * Which database, and how much of it.
 *
 * @param url {@code jdbc:h2:file:} with an absolute path, {@code jdbc:h2:mem:}, or {@code jdbc:postgresql:}
 * @param user empty: the driver's default
 * @param quota bytes of certificates, chains included; harvested entries make room
 * @param domainCertificates whether entries of domains count that no administrator decided on
 */
public record KeyRingSettings(
        String url, String user, Optional<Secret> secret, long quota, boolean domainCertificates) {}
