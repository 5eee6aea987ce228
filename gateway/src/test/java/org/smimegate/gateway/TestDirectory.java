package org.smimegate.gateway;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.policy.ContentCipher;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.trust.Coverage;
import org.smimegate.keys.CertificateDirectory;
import org.smimegate.keys.DirectoryUnavailableException;
import org.smimegate.keys.PartnerCertificate;

/** Partners' certificates of a test. */
final class TestDirectory implements CertificateDirectory {
    private final List<PartnerCertificate> certificates = new ArrayList<>();
    private final Set<String> down = new HashSet<>();
    private int asked;

    /** @param capabilities what the partner's client reads */
    TestDirectory with(TestIdentity partner, ContentCipher... capabilities) {
        certificates.add(new PartnerCertificate(
                partner.certificate(),
                partner.intermediates(),
                Coverage.of(partner.certificate(), true),
                Set.of(capabilities),
                false));
        return this;
    }

    /** The certificate added last is for these addresses only. */
    TestDirectory only(String... addresses) {
        PartnerCertificate last = certificates.remove(certificates.size() - 1);
        Coverage coverage = Coverage.none().plus(List.of(addresses));
        certificates.add(
                new PartnerCertificate(last.certificate(), last.chain(), coverage, last.capabilities(), last.pinned()));
        return this;
    }

    /** From now on, nothing can be told about this address. */
    TestDirectory down(String address) {
        down.add(address);
        return this;
    }

    /** How often it was asked. */
    int asked() {
        return asked;
    }

    @Override
    public String name() {
        return "test directory";
    }

    @Override
    public List<PartnerCertificate> find(Address recipient) throws DirectoryUnavailableException {
        asked++;
        if (down.contains(recipient.toString())) {
            throw new DirectoryUnavailableException("timeout", new IOException("timeout"));
        }
        return certificates.stream()
                .filter(certificate -> certificate.coverage().covers(recipient))
                .toList();
    }
}
