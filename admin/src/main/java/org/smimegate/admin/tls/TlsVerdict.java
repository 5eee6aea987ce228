package org.smimegate.admin.tls;

import org.smimegate.gateway.tls.ProbeResult;

/**
 * What RequireTls would do with mail for a server, in words.
 *
 * @param verified with {@code peer=verified}
 * @param any with {@code peer=any}
 */
record TlsVerdict(boolean good, String verified, String any) {
    private static final String DELIVERS = "delivers";
    private static final String WAITS = "tries again as long as it is told to, then returns the mail to its sender";
    private static final String RETURNS = "returns the mail to its sender at once";

    static TlsVerdict of(ProbeResult result) {
        if (result instanceof ProbeResult.Encrypted encrypted) {
            boolean good = encrypted.judgement().isVerified();
            return new TlsVerdict(good, good ? DELIVERS : WAITS, DELIVERS);
        }
        boolean atOnce = result instanceof ProbeResult.Refused refused && refused.isPermanent();
        String words = atOnce ? RETURNS : WAITS;
        return new TlsVerdict(false, words, words);
    }
}
