package org.smimegate.core.cms;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.smimegate.core.message.RawMessage;
import org.smimegate.core.message.SpoolFolder;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.outcome.UnreadableMessageException;
import org.smimegate.core.policy.AlgorithmPolicy;
import org.smimegate.core.policy.Limits;
import org.smimegate.core.trust.CertificateTrust;
import org.smimegate.core.trust.Pins;
import org.smimegate.core.trust.TrustDecision;

/** Lists the certificates of a message, layer by layer, as far as they can be seen without a key. */
public final class CertificateInventory {
    /** The same as for our own keys, see {@link RecipientScan}. */
    private static final int MAX_RECIPIENT = 256 * 1024;
    /** Nobody is judged here. */
    private static final CertificateTrust NOBODY =
            (certificate, others, use, at) -> new TrustDecision.Refused(Reason.UNTRUSTED, "", List.of());

    private final AlgorithmPolicy policy;
    private final Limits limits;
    private final SpoolFolder folder;

    public CertificateInventory(AlgorithmPolicy policy, Limits limits, SpoolFolder spool) {
        this.policy = policy;
        this.limits = limits;
        this.folder = spool;
    }

    /**
     * The layers from the outside in; the last one is an encrypted one, or what is inside is no S/MIME. Empty if the
     * message announces none.
     *
     * @throws IOException the source or the spool folder failed
     */
    public List<LayerCertificates> of(RawMessage message) throws IOException {
        try (Spools spools = new Spools(folder, message.source().size())) {
            SignerJudge judge = new SignerJudge(NOBODY, Pins.none(), policy, message.from(), Instant.now());
            OpenedLayers opened = Opening.of(message, new OpeningContext(policy, limits, spools, judge, List.of()));
            List<LayerCertificates> found = new ArrayList<>();
            for (int i = 0; i < opened.layers().size(); i++) {
                OpenedLayer layer = opened.layers().get(i);
                LayerCertificates certificates = LayerCertificates.of(layer);
                found.add(
                        layer.layer().isEncryption()
                                ? certificates.to(recipients(opened.entities().get(i)))
                                : certificates);
            }
            return found;
        }
    }

    /** As far as they can be read: what is wrong with the layer was said when it was opened. */
    private List<RecipientName> recipients(RawMessage entity) throws IOException {
        List<RecipientName> names = new ArrayList<>();
        try (InputStream in = entity.root().openBody(entity.source())) {
            BerStream ber = new BerStream(in, limits.cms());
            CmsHead.enter(ber);
            ber.enter(BerElement.SEQUENCE);
            ber.skip(BerElement.INTEGER);
            ber.skipIf(BerElement.context(0));
            ber.enter(BerElement.SET);
            while (!ber.atEnd() && names.size() < limits.recipients()) {
                names.addAll(RecipientName.of(ber.object(MAX_RECIPIENT)));
            }
        } catch (UnreadableMessageException | RuntimeException | StackOverflowError e) {
            // The boundary for hostile RecipientInfos (rule 17).
            return names;
        }
        return names;
    }
}
