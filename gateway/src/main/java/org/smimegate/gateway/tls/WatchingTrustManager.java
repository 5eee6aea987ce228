package org.smimegate.gateway.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;

/** Keeps what a server shows and what is thought of it, and lets the handshake go on whatever that is. */
final class WatchingTrustManager extends X509ExtendedTrustManager {
    private final ServerTrust trust;
    private List<X509Certificate> chain = List.of();
    private Optional<ServerJudgement> judgement = Optional.empty();

    WatchingTrustManager(ServerTrust trust) {
        this.trust = trust;
    }

    List<X509Certificate> chain() {
        return chain;
    }

    ServerJudgement judgement() {
        return judgement.orElseThrow();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] shown, String authType, Socket socket) {
        chain = List.of(shown);
        judgement = Optional.of(trust.judge(shown, authType, (SSLSocket) socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] shown, String authType, SSLEngine engine)
            throws CertificateException {
        throw onlySockets();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] shown, String authType) throws CertificateException {
        throw onlySockets();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] shown, String authType, Socket socket)
            throws CertificateException {
        throw onlySockets();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] shown, String authType, SSLEngine engine)
            throws CertificateException {
        throw onlySockets();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] shown, String authType) throws CertificateException {
        throw onlySockets();
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    private static CertificateException onlySockets() {
        return new CertificateException("a probe is the client of a socket");
    }
}
