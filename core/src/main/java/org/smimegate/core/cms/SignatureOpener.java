package org.smimegate.core.cms;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.jspecify.annotations.Nullable;
import org.smimegate.core.message.MessageSource;
import org.smimegate.core.message.MimePart;
import org.smimegate.core.message.RawMessage;
import org.smimegate.core.message.Spool;
import org.smimegate.core.outcome.Layer;
import org.smimegate.core.outcome.LayerReport;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.outcome.SignatureVerdict;
import org.smimegate.core.outcome.UnreadableMessageException;
import org.smimegate.core.trust.Companions;

/** Verifies signature layers: multipart/signed (RFC 8551 section 3.5.3) and SignedData with its content inside. */
final class SignatureOpener {
    private static final String DATA = CMSObjectIdentifiers.data.getId();
    /** Digests computed in passing; more only if a SignerInfo needs them. */
    private static final int MOST_DIGESTS = 4;

    private final OpeningContext context;

    SignatureOpener(OpeningContext context) {
        this.context = context;
    }

    /** A damaged signature does not hide the content: the first part is readable whatever the second holds. */
    OpenedLayer clearSigned(RawMessage entity) throws IOException, GeneralSecurityException {
        List<MimePart> parts = entity.root().children();
        if (parts.size() != 2) {
            return OpenedLayer.unreadable(
                    Layer.CLEAR_SIGNED,
                    parts.size() > 2 ? Reason.PARTIALLY_SIGNED : Reason.MALFORMED,
                    "multipart/signed of " + parts.size() + " parts (expected: 2)");
        }
        MimePart first = parts.get(0);
        MessageSource content = entity.source().slice(first.headerStart(), first.end());
        try (InputStream in = parts.get(1).openBody(entity.source())) {
            SignedDataParts signature =
                    detached(new BerStream(in, context.limits().cms()));
            return verified(Layer.CLEAR_SIGNED, signature, SignedContent.detached(content));
        } catch (UnreadableMessageException e) {
            return problem(Layer.CLEAR_SIGNED, e, Optional.of(content));
        }
    }

    /** @param ber stands before the SignedData */
    OpenedLayer signedData(BerStream ber) throws IOException, GeneralSecurityException, UnreadableMessageException {
        Spooled spooled = new Spooled();
        SignedDataParts parts = new SignedDataReader(ber, context.limits()).read(spooled);
        CmsHead.leave(ber);
        if (parts.isCertsOnly()) {
            return certsOnly(parts.companions());
        }
        if (!parts.contentPresent() || !parts.contentType().equals(DATA)) {
            throw UnreadableMessageException.malformed("signed-data without a MIME entity inside");
        }
        return verified(Layer.SIGNED_DATA, parts, spooled.content());
    }

    private static OpenedLayer certsOnly(Companions companions) {
        LayerReport report = new LayerReport(
                Layer.CERTS_ONLY,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                "",
                companions.certificates().size() + " certificates");
        return OpenedLayer.closed(report).bringing(BroughtCertificates.unsigned(companions));
    }

    private SignedDataParts detached(BerStream ber)
            throws IOException, GeneralSecurityException, UnreadableMessageException {
        if (CmsHead.enter(ber) != Layer.SIGNED_DATA) {
            throw UnreadableMessageException.malformed("multipart/signed: the second part is no SignedData");
        }
        SignedDataParts parts = new SignedDataReader(ber, context.limits())
                .read((contentType, digests) -> OutputStream.nullOutputStream());
        CmsHead.leave(ber);
        if (parts.contentPresent() || !parts.contentType().equals(DATA)) {
            throw UnreadableMessageException.malformed("multipart/signed: the signature brings content of its own");
        }
        return parts;
    }

    private OpenedLayer verified(Layer layer, SignedDataParts parts, SignedContent content)
            throws IOException, GeneralSecurityException {
        if (parts.signers().isEmpty()) {
            UnreadableMessageException nobody = new UnreadableMessageException(Reason.NO_SIGNER, "nobody signed");
            return problem(layer, nobody, Optional.of(content.source()));
        }
        content.prepare(digestNames(parts.signers()));
        SignerVerifier verifier =
                new SignerVerifier(context.policy(), parts.contentType(), content, parts.certificates());
        List<CheckedSigner> checked = new ArrayList<>();
        for (SignerInfo signer : parts.signers()) {
            checked.add(verifier.check(signer));
        }
        return judged(layer, parts, checked, content.source());
    }

    private OpenedLayer judged(Layer layer, SignedDataParts parts, List<CheckedSigner> signers, MessageSource content) {
        List<SignatureVerdict> verdicts = signers.stream()
                .map(signer -> context.judge().judge(signer, parts.companions()))
                .toList();
        LayerReport report =
                new LayerReport(layer, Optional.empty(), verdicts, Optional.empty(), algorithms(verdicts), "");
        boolean allFit = signers.stream().allMatch(CheckedSigner::isGood);
        OpenedLayer.Guard guard = allFit ? OpenedLayer.Guard.SIGNATURE : OpenedLayer.Guard.NONE;
        BroughtCertificates brought =
                BroughtCertificates.by(signers.get(0), parts.signers().get(0), parts.companions());
        return new OpenedLayer(report, Optional.of(content), Optional.empty(), guard).bringing(brought);
    }

    private static OpenedLayer problem(Layer layer, UnreadableMessageException e, Optional<MessageSource> content) {
        LayerReport report = new LayerReport(
                layer, Optional.empty(), List.of(), Optional.of(e.reason()), "", String.valueOf(e.getMessage()));
        return new OpenedLayer(report, content, Optional.empty(), OpenedLayer.Guard.NONE);
    }

    private static Set<String> digestNames(List<SignerInfo> signers) {
        return signers.stream()
                .flatMap(signer -> DigestNames.of(
                        signer.getDigestAlgorithm().getAlgorithm().getId())
                        .stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String algorithms(List<SignatureVerdict> verdicts) {
        return verdicts.stream()
                .map(verdict -> verdict.evidence().digestAlgorithm())
                .distinct()
                .collect(Collectors.joining(" "));
    }

    /** Takes the content of a SignedData into a spool, and its digests on the way. */
    private final class Spooled implements SignedDataReader.Content {
        private @Nullable Spool spool;
        private @Nullable ContentDigests digests;

        @Override
        public ContentDigests open(String contentType, Set<String> announced) throws GeneralSecurityException {
            Set<String> names = announced.stream()
                    .flatMap(oid -> DigestNames.of(oid).stream())
                    .limit(MOST_DIGESTS)
                    .collect(Collectors.toSet());
            spool = context.spools().next();
            digests = new ContentDigests(names, spool);
            return digests;
        }

        SignedContent content() throws IOException {
            if (spool == null || digests == null) {
                throw new IllegalStateException("no content was read");
            }
            return SignedContent.opaque(spool.source(), Map.copyOf(digests.digests()));
        }
    }
}
