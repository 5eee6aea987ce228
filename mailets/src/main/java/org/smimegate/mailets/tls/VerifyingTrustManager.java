package org.smimegate.mailets.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.function.Supplier;
import org.smimegate.gateway.tls.ServerTrust;

/** Leaves the decision to the JDK, with the anchors of the moment, and tells the attempt what it objected to. */
final class VerifyingTrustManager extends ClientTrustManager {
    private final Supplier<ServerTrust> trust;

    VerifyingTrustManager(Supplier<ServerTrust> trust) {
        this.trust = trust;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        try {
            trust.get().trustManager().checkServerTrusted(chain, authType, socket);
        } catch (CertificateException e) {
            Attempt.current().ifPresent(attempt -> attempt.object(String.valueOf(e.getMessage())));
            throw e;
        }
    }
}
