package org.smimegate.keys.revocation;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.smimegate.core.trust.OcspAnswer;
import org.smimegate.keys.revocation.Errands.Errand;

/** Asks a responder about a certificate. Whether the answer is good now is for others to say. */
final class AnswerErrand implements Errand<Asked, OcspAnswer> {
    private static final String REQUEST = "application/ocsp-request";
    private static final int MAX_BYTES = 64 << 10;
    /** How long an answer counts whose responder has always a newer one (RFC 6960 section 2.4). */
    private static final Duration WITHOUT_NEXT_UPDATE = Duration.ofDays(1);

    private final HttpFetch http;
    private final Shelf<Asked, OcspAnswer> shelf;
    private final AllowedUrls allowed;
    private final Clock clock;

    AnswerErrand(HttpFetch http, Shelf<Asked, OcspAnswer> shelf, AllowedUrls allowed, Clock clock) {
        this.http = http;
        this.shelf = shelf;
        this.allowed = allowed;
        this.clock = clock;
    }

    @Override
    public Holding<OcspAnswer> run(Asked asked) throws FetchException {
        List<URI> urls = allowed.of(Pointers.responders(asked.certificate()).stream());
        return Alternatives.first(urls, url -> ask(asked, url));
    }

    private Holding<OcspAnswer> ask(Asked asked, URI url) throws FetchException {
        OcspQuestion question = OcspQuestion.about(asked);
        byte[] der = http.post(url, question.encoded(), REQUEST, MAX_BYTES);
        OcspAnswer answer = OcspAnswer.ofDer(der, url.toString())
                .orElseThrow(() -> new FetchException("no answer: " + status(der)));
        try {
            requireSigned(answer, asked);
            SingleResp own = own(question, answer);
            requireSuccessor(own, shelf.held(asked).flatMap(held -> question.own(held.response())));
            return new Holding<>(answer, url, der.length, until(own));
        } catch (RuntimeException | StackOverflowError e) {
            throw new FetchException("an answer that cannot be read", e);
        }
    }

    /** Somebody on the way must not be able to put something else in the place of what became known. */
    private static void requireSigned(OcspAnswer answer, Asked asked) throws FetchException {
        if (!answer.isSignedFor(asked.issuer())) {
            throw new FetchException(
                    "an answer of somebody else's (expected: of the CA, or a responder that it certified)");
        }
    }

    private static SingleResp own(OcspQuestion question, OcspAnswer answer) throws FetchException {
        if (question.isReplayed(answer.response())) {
            throw new FetchException("an answer to another question: its nonce is not ours");
        }
        return question.own(answer.response())
                .orElseThrow(() -> new FetchException("an answer about another certificate"));
    }

    /** Answers without nonce can be played again. */
    private static void requireSuccessor(SingleResp own, Optional<SingleResp> held) throws FetchException {
        if (held.filter(known -> own.getThisUpdate().before(known.getThisUpdate()))
                .isPresent()) {
            throw new FetchException("an answer older than the one that is known");
        }
    }

    private Instant until(SingleResp own) {
        return Optional.ofNullable(own.getNextUpdate())
                .map(Date::toInstant)
                .orElseGet(() -> clock.instant().plus(WITHOUT_NEXT_UPDATE));
    }

    /** Why a responder gives no answer (RFC 6960 section 4.2.1). */
    private static String status(byte[] der) {
        try {
            return switch (new OCSPResp(der).getStatus()) {
                case OCSPResp.MALFORMED_REQUEST -> "malformedRequest";
                case OCSPResp.INTERNAL_ERROR -> "internalError";
                case OCSPResp.TRY_LATER -> "tryLater";
                case OCSPResp.SIG_REQUIRED -> "sigRequired";
                case OCSPResp.UNAUTHORIZED -> "unauthorized";
                default -> "not a basic response";
            };
        } catch (IOException | RuntimeException | StackOverflowError e) {
            return "not an OCSP response";
        }
    }
}
