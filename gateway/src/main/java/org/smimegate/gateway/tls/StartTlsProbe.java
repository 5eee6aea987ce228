package org.smimegate.gateway.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.smimegate.gateway.tls.ProbeResult.Encrypted;
import org.smimegate.gateway.tls.ProbeResult.HandshakeFailed;
import org.smimegate.gateway.tls.ProbeResult.Injected;
import org.smimegate.gateway.tls.ProbeResult.NotOffered;
import org.smimegate.gateway.tls.ProbeResult.Refused;
import org.smimegate.gateway.tls.ProbeResult.Unreachable;
import org.smimegate.keys.remote.ServerText;
import org.smimegate.keys.remote.TimedSocket;

/**
 * Connects to a mail server, asks for TLS (RFC 3207) and says what came of it. No mail is sent. The handshake is
 * finished even with a server that is not believed: the judgement is part of the result. Thread-safe.
 */
public final class StartTlsProbe {
    private static final String STARTTLS = "STARTTLS";
    private static final int READY = 220;
    private static final int DONE = 250;
    /** The first digit of answers that say: not now (RFC 5321 section 4.2.1). */
    private static final int TEMPORARY = 4;

    private final String ownName;
    private final Duration timeout;
    private final ServerTrust trust;

    /**
     * A probe that keeps nothing between servers.
     *
     * @param ownName what it calls itself in EHLO
     * @param timeout for a whole probe, but for the look-up of the host's address
     */
    public StartTlsProbe(String ownName, Duration timeout, ServerTrust trust) {
        this.ownName = ownName;
        this.timeout = timeout;
        this.trust = trust;
    }

    /** @param host name or address, which is also what the certificate must be for */
    public ProbeResult probe(String host, int port) {
        try {
            InetAddress address = InetAddress.getByName(host);
            try (TimedSocket socket = new TimedSocket(timeout)) {
                return new Attempt(socket, host, port).on(address);
            }
        } catch (UnknownHostException e) {
            return new Unreachable("no such host");
        }
    }

    private final class Attempt {
        private final TimedSocket timed;
        private final String host;
        private final int port;

        Attempt(TimedSocket timed, String host, int port) {
            this.timed = timed;
            this.host = host;
            this.port = port;
        }

        ProbeResult on(InetAddress address) {
            try {
                return ask(timed.connect(address, port));
            } catch (IOException e) {
                return new Unreachable(timed.why(e));
            }
        }

        private ProbeResult ask(Socket socket) throws IOException {
            SmtpDialogue dialogue = new SmtpDialogue(socket);
            SmtpReply greeting = dialogue.reply();
            if (greeting.code() != READY) {
                return new Unreachable("takes no mail: " + greeting.code() + " " + greeting.text());
            }
            SmtpReply hello = dialogue.ask("EHLO " + ownName);
            if (hello.code() / 100 == TEMPORARY) {
                return new Unreachable("takes no mail: " + hello.code() + " " + hello.text());
            }
            if (hello.code() != DONE || !hello.offers(STARTTLS)) {
                return new NotOffered();
            }
            SmtpReply answer = dialogue.ask(STARTTLS);
            if (answer.code() != READY) {
                return new Refused(answer.code(), answer.text());
            }
            String leftOver = dialogue.leftOver();
            return leftOver.isEmpty() ? handshake(socket) : new Injected(ServerText.of(leftOver));
        }

        private ProbeResult handshake(Socket socket) {
            WatchingTrustManager watcher = new WatchingTrustManager(trust);
            try {
                SSLSocket tls = (SSLSocket) context(watcher).getSocketFactory().createSocket(socket, host, port, true);
                tls.startHandshake();
                SSLSession session = tls.getSession();
                quit(tls);
                return new Encrypted(
                        session.getProtocol(), session.getCipherSuite(), watcher.chain(), watcher.judgement());
            } catch (IOException e) {
                return new HandshakeFailed(timed.why(e), watcher.chain());
            }
        }
    }

    private static SSLContext context(TrustManager watcher) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {watcher}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has no TLS", e);
        }
    }

    /** For manners only: what was asked is known. */
    private static void quit(SSLSocket tls) {
        try {
            tls.getOutputStream().write("QUIT\r\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // It has hung up.
        }
    }
}
