package org.smimegate.keys.ldap;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * Makes the JDK check during the handshake that the server is the one that was asked for (RFC 4513 section 3.1.3). The
 * SDK's own check takes a certificate for {@code localhost} for 127.0.0.1.
 */
final class TlsSockets extends SSLSocketFactory {
    private final SSLSocketFactory jdk;
    private final int timeoutMillis;

    private TlsSockets(SSLSocketFactory jdk, int timeoutMillis) {
        this.jdk = jdk;
        this.timeoutMillis = timeoutMillis;
    }

    /**
     * Sockets for the servers of these anchors.
     *
     * @param anchors empty: the JVM's roots
     * @param timeoutMillis how long the handshake waits for the server, which the SDK does not limit well
     */
    static TlsSockets trusting(Optional<Supplier<List<X509Certificate>>> anchors, int timeoutMillis) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, anchors.map(TlsSockets::trustManagers).orElse(null), null);
            return new TlsSockets(context.getSocketFactory(), timeoutMillis);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has no TLS", e);
        }
    }

    private static TrustManager[] trustManagers(Supplier<List<X509Certificate>> anchors) {
        return new TrustManager[] {new AnchorTrustManager(anchors)};
    }

    private Socket prepared(Socket socket) throws SocketException {
        SSLSocket tls = (SSLSocket) socket;
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("LDAPS");
        tls.setSSLParameters(parameters);
        tls.setSoTimeout(timeoutMillis);
        return tls;
    }

    @Override
    public Socket createSocket() throws IOException {
        return prepared(jdk.createSocket());
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
