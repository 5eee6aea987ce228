package org.smimegate.core.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.core.cms.SmimeMail.ENTITY;

import java.util.Optional;
import org.smimegate.core.cms.TestOpener.Opened;
import org.smimegate.core.outcome.Layer;
import org.smimegate.core.outcome.SignatureResult;
import org.smimegate.core.testing.TestIdentity;

/**
 * What may be believed of a damaged message: if a signature or authentication code still passes, then what is delivered
 * is {@link SmimeMail#ENTITY}, byte for byte, and vouched for by the one who did so. (CBC alone protects nothing: with a
 * bit of its header flipped, a signed entity inside is no longer one.)
 */
final class AsProtected {
    private AsProtected() {}

    static void check(Opened opened, TestIdentity signer) {
        boolean passed = opened.verdict().signature().equals(Optional.of(SignatureResult.PASS));
        boolean authenticated =
                opened.verdict().layers().stream().anyMatch(report -> report.layer() == Layer.AUTH_ENVELOPED_DATA);
        if (passed || opened.verdict().isVerified() && authenticated) {
            assertVerified(opened, signer);
        }
    }

    /** The content is as it was; so is what vouches for it. */
    static void assertVerified(Opened opened, TestIdentity signer) {
        assertThat(opened.text()).endsWith("\r\n" + ENTITY);
        opened.verdict().signer().ifPresent(address -> assertThat(address).hasToString("bob@example.org"));
        opened.verdict()
                .signerCertificate()
                .ifPresent(certificate -> assertThat(certificate).isEqualTo(signer.certificate()));
        opened.offer().ifPresent(offer -> assertThat(offer.certificate()).isEqualTo(signer.certificate()));
    }
}
