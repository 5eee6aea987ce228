package org.smimegate.mailets.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.smimegate.gateway.tls.ServerTrust;

/** Sockets on which the JDK checks the server during the handshake, as {@link Peer} says. */
final class PeerSockets extends SSLSocketFactory {
    /** A session that is resumed shows no certificate: an anchor that was taken away counts no longer than that. */
    private static final int RESUMED_SECONDS = 60;

    private final SSLSocketFactory jdk;
    private final boolean checkName;

    private PeerSockets(SSLSocketFactory jdk, boolean checkName) {
        this.jdk = jdk;
        this.checkName = checkName;
    }

    /** @param trust who is believed at the moment; not asked for {@link Peer#ANY} */
    static PeerSockets of(Peer peer, Supplier<ServerTrust> trust) {
        boolean verified = peer == Peer.VERIFIED;
        TrustManager manager = verified ? new VerifyingTrustManager(trust) : new UnaskingTrustManager();
        return new PeerSockets(context(manager).getSocketFactory(), verified);
    }

    private static SSLContext context(TrustManager manager) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {manager}, null);
            context.getClientSessionContext().setSessionTimeout(RESUMED_SECONDS);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has no TLS", e);
        }
    }

    /** RFC 2818 section 3.1: the name must stand in the certificate; an IP address counts only as one. */
    private Socket prepared(Socket socket) {
        if (checkName) {
            SSLSocket tls = (SSLSocket) socket;
            SSLParameters parameters = tls.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            tls.setSSLParameters(parameters);
        }
        return socket;
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
        return prepared(jdk.createSocket(socket, host, port, autoClose));
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return prepared(jdk.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
        return prepared(jdk.createSocket(host, port, from, fromPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return prepared(jdk.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
        return prepared(jdk.createSocket(host, port, from, fromPort));
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return jdk.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return jdk.getSupportedCipherSuites();
    }
}
