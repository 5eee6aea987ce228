package org.smimegate.gateway.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.smimegate.keys.remote.ServerText;

/** Whose certificates a mail server may have. */
public final class ServerTrust {
    private static final String NO_ANCHORS = "there are no trust anchors";
    /** What the JDK's own client says in TLS 1.3, where the cipher suite tells nothing of the key. */
    private static final String ANY_KEY = "UNKNOWN";

    private final List<X509Certificate> anchors;
    private final X509ExtendedTrustManager jdk;

    private ServerTrust(@Nullable KeyStore store) {
        this.jdk = trustManager(store);
        this.anchors = List.of(jdk.getAcceptedIssuers());
    }

    /** Those of the authorities that the JVM comes with. */
    public static ServerTrust ofJvm() {
        return new ServerTrust(null);
    }

    /** Those of these authorities, and these themselves. None: nobody is believed. */
    public static ServerTrust of(List<X509Certificate> anchors) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (X509Certificate anchor : anchors) {
                store.setCertificateEntry("anchor" + store.size(), anchor);
            }
            return new ServerTrust(store);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the JDK keeps no certificates", e);
        }
    }

    private static X509ExtendedTrustManager trustManager(@Nullable KeyStore store) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            return Arrays.stream(factory.getTrustManagers())
                    .filter(X509ExtendedTrustManager.class::isInstance)
                    .map(X509ExtendedTrustManager.class::cast)
                    .findFirst()
                    .orElseThrow();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK verifies no servers", e);
        }
    }

    public List<X509Certificate> anchors() {
        return anchors;
    }

    /** What decides in a handshake; the name is checked if the socket demands it. */
    public X509ExtendedTrustManager trustManager() {
        return jdk;
    }

    /**
     * What would be thought of a server that sends these certificates in a handshake now.
     *
     * @param chain the server's own certificate first
     * @param host whom the certificate must be for; empty: its names are not looked at
     */
    public ServerJudgement judge(List<X509Certificate> chain, Optional<String> host) {
        X509Certificate[] sent = chain.toArray(X509Certificate[]::new);
        String name = host.orElse("");
        Optional<String> untrusted = anchors.isEmpty()
                ? Optional.of(NO_ANCHORS)
                : refusal(() -> jdk.checkServerTrusted(sent, ANY_KEY, new ImaginedHandshake(name, false)));
        Optional<String> misnamed = host.flatMap(wanted ->
                refusal(() -> believer(sent).checkServerTrusted(sent, ANY_KEY, new ImaginedHandshake(wanted, true))));
        return new ServerJudgement(untrusted, misnamed);
    }

    /** @param socket in its handshake; from here on it demands the host's name */
    ServerJudgement judge(X509Certificate[] chain, String authType, SSLSocket socket) {
        Optional<String> untrusted = anchors.isEmpty()
                ? Optional.of(NO_ANCHORS)
                : refusal(() -> jdk.checkServerTrusted(chain, authType, socket));
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        return new ServerJudgement(untrusted, misnamed(chain, authType, socket));
    }

    /** Whoever is an anchor is trusted, so that what the JDK then has to say is about the name. */
    private static Optional<String> misnamed(X509Certificate[] chain, String authType, SSLSocket socket) {
        return refusal(() -> believer(chain).checkServerTrusted(chain, authType, socket));
    }

    private static X509ExtendedTrustManager believer(X509Certificate[] chain) {
        return of(List.of(chain[0])).jdk;
    }

    private interface Check {
        void run() throws CertificateException;
    }

    private static Optional<String> refusal(Check check) {
        try {
            check.run();
            return Optional.empty();
        } catch (CertificateException e) {
            return Optional.of(ServerText.of(e.getMessage()));
        }
    }
}
