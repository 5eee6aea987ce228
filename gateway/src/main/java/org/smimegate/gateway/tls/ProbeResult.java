package org.smimegate.gateway.tls;

import java.security.cert.X509Certificate;
import java.util.List;

/** How far a probe came. Texts come from the server, shortened and without control characters. */
public sealed interface ProbeResult {
    /** No conversation: no such name, nobody listens, no time left, or what answers does not speak SMTP. */
    record Unreachable(String why) implements ProbeResult {}

    /** The server takes mail, but in clear only. */
    record NotOffered() implements ProbeResult {}

    /** The server offers STARTTLS and then does not do it. */
    record Refused(int code, String text) implements ProbeResult {
        /** Whether trying again later is of no use. */
        public boolean isPermanent() {
            return code >= 500;
        }
    }

    /**
     * More text in clear came with the answer to STARTTLS. It is nobody's turn but ours: somebody on the line, or a
     * faulty server, wants clear text to be taken for what comes after the handshake.
     */
    record Injected(String text) implements ProbeResult {}

    /** @param chain what the server showed before it came to nothing; may be empty */
    record HandshakeFailed(String why, List<X509Certificate> chain) implements ProbeResult {
        public HandshakeFailed {
            chain = List.copyOf(chain);
        }
    }

    /**
     * TLS is up.
     *
     * @param protocol as the JDK names it: {@code TLSv1.3}
     * @param chain as served, the server's own certificate first
     */
    record Encrypted(String protocol, String cipher, List<X509Certificate> chain, ServerJudgement judgement)
            implements ProbeResult {
        public Encrypted {
            chain = List.copyOf(chain);
        }
    }
}
