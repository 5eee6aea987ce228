package org.smimegate.keys.ldap;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Believes servers below the current anchors and no others. */
final class AnchorTrustManager implements X509TrustManager {
    private final Supplier<List<X509Certificate>> anchors;

    AnchorTrustManager(Supplier<List<X509Certificate>> anchors) {
        this.anchors = anchors;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String keyExchange) throws CertificateException {
        current().checkServerTrusted(chain, keyExchange);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String keyExchange) throws CertificateException {
        throw new CertificateException("clients are not expected");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return anchors.get().toArray(X509Certificate[]::new);
    }

    /** Made anew for each connection, of which there are few. */
    private X509TrustManager current() throws CertificateException {
        List<X509Certificate> believed = anchors.get();
        if (believed.isEmpty()) {
            throw new CertificateException("no anchors: nobody is believed");
        }
        try {
            return jdk(believed);
        } catch (GeneralSecurityException | IOException e) {
            throw new CertificateException("anchors", e);
        }
    }

    private static X509TrustManager jdk(List<X509Certificate> believed) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (int i = 0; i < believed.size(); i++) {
            store.setCertificateEntry("anchor" + i, believed.get(i));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                return x509;
            }
        }
        throw new IllegalStateException("the JDK checks no certificates");
    }
}
