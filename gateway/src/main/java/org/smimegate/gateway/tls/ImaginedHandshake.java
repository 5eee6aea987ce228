package org.smimegate.gateway.tls;

import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;

/**
 * A handshake with a server that is not there, as far as the JDK asks for it to judge the server's certificate: the
 * host's name, the protocol, and whether the name counts.
 */
final class ImaginedHandshake extends SSLEngine {
    private static final String PROTOCOL = "TLSv1.2";

    private final String host;
    private final SSLParameters parameters = new SSLParameters();

    /** @param demandName whether the certificate must be one for the host */
    ImaginedHandshake(String host, boolean demandName) {
        this.host = host;
        if (demandName) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
    }

    @Override
    public SSLSession getHandshakeSession() {
        return (SSLSession) Proxy.newProxyInstance(
                ImaginedHandshake.class.getClassLoader(),
                new Class<?>[] {SSLSession.class},
                (session, method, arguments) -> switch (method.getName()) {
                    case "getPeerHost" -> host;
                    case "getProtocol" -> PROTOCOL;
                    default -> throw imagined();
                });
    }

    @Override
    public SSLParameters getSSLParameters() {
        return parameters;
    }

    private static UnsupportedOperationException imagined() {
        return new UnsupportedOperationException("nobody shakes hands");
    }

    @Override
    public SSLSession getSession() {
        throw imagined();
    }

    @Override
    public SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer target) {
        throw imagined();
    }

    @Override
    public SSLEngineResult unwrap(ByteBuffer source, ByteBuffer[] targets, int offset, int length) {
        throw imagined();
    }

    @Override
    public Runnable getDelegatedTask() {
        throw imagined();
    }

    @Override
    public void closeInbound() {
        throw imagined();
    }

    @Override
    public boolean isInboundDone() {
        throw imagined();
    }

    @Override
    public void closeOutbound() {
        throw imagined();
    }

    @Override
    public boolean isOutboundDone() {
        throw imagined();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        throw imagined();
    }

    @Override
    public String[] getEnabledCipherSuites() {
        throw imagined();
    }

    @Override
    public void setEnabledCipherSuites(String[] suites) {
        throw imagined();
    }

    @Override
    public String[] getSupportedProtocols() {
        throw imagined();
    }

    @Override
    public String[] getEnabledProtocols() {
        throw imagined();
    }

    @Override
    public void setEnabledProtocols(String[] protocols) {
        throw imagined();
    }

    @Override
    public void beginHandshake() {
        throw imagined();
    }

    @Override
    public SSLEngineResult.HandshakeStatus getHandshakeStatus() {
        throw imagined();
    }

    @Override
    public void setUseClientMode(boolean mode) {
        throw imagined();
    }

    @Override
    public boolean getUseClientMode() {
        throw imagined();
    }

    @Override
    public void setNeedClientAuth(boolean need) {
        throw imagined();
    }

    @Override
    public boolean getNeedClientAuth() {
        throw imagined();
    }

    @Override
    public void setWantClientAuth(boolean want) {
        throw imagined();
    }

    @Override
    public boolean getWantClientAuth() {
        throw imagined();
    }

    @Override
    public void setEnableSessionCreation(boolean flag) {
        throw imagined();
    }

    @Override
    public boolean getEnableSessionCreation() {
        throw imagined();
    }
}
