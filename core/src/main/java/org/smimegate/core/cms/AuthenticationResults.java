package org.smimegate.core.cms;

import java.util.Optional;
import java.util.regex.Pattern;
import org.smimegate.core.message.HeaderField;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.outcome.MessageVerdict;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.outcome.SignatureResult;

/** Writes our Authentication-Results field (RFC 8601 section 2.2, RFC 7281 section 3). */
final class AuthenticationResults {
    static final String NAME = "Authentication-Results";

    private static final Pattern DOT_ATOM = Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}");
    private static final Pattern DOMAIN = Pattern.compile("[a-z0-9.-]{1,253}");

    private AuthenticationResults() {}

    /**
     * @param part where the signature stands in the message that is delivered (RFC 7281 section 3.2.1)
     * @return empty for a message that is not S/MIME
     */
    static Optional<HeaderField> of(String authservId, MessageVerdict verdict, Optional<String> part) {
        return verdict.signature().map(result -> HeaderField.of(NAME, value(authservId, result, verdict, part)));
    }

    private static String value(
            String authservId, SignatureResult result, MessageVerdict verdict, Optional<String> part) {
        StringBuilder value =
                new StringBuilder(authservId).append(";\r\n smime=").append(result.token());
        verdict.reason()
                .map(Reason::token)
                .ifPresent(reason -> value.append(" reason=").append(reason));
        verdict.signer()
                .filter(AuthenticationResults::isPlain)
                .ifPresent(signer -> value.append("\r\n body.smime-identifier=").append(signer));
        part.ifPresent(section -> value.append("\r\n body.smime-part=").append(section));
        return value.toString();
    }

    /** Rule 18: what would need quoting, or is not ASCII, is left out. */
    private static boolean isPlain(Address address) {
        return DOT_ATOM.matcher(address.localPart()).matches()
                && DOMAIN.matcher(address.domain()).matches();
    }
}
