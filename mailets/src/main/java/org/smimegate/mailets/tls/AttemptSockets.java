package org.smimegate.mailets.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;

/**
 * What JavaMail makes TLS of after STARTTLS: it finds this class by its name, which it is given as
 * {@code mail.smtp.ssl.socketFactory.class}. Public for JavaMail only. Outside a delivery of ours there is no TLS.
 */
public final class AttemptSockets extends SSLSocketFactory {
    private AttemptSockets() {}

    /** Called by JavaMail. */
    public static AttemptSockets getDefault() {
        return new AttemptSockets();
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
        return Attempt.current()
                .orElseThrow(() -> new IOException("no delivery that demands TLS"))
                .tls(socket, host, port, autoClose);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw onlyStartTls();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
        throw onlyStartTls();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw onlyStartTls();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
        throw onlyStartTls();
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return new String[0];
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return new String[0];
    }

    private static IOException onlyStartTls() {
        return new IOException("TLS is started on a connection that is there");
    }
}
