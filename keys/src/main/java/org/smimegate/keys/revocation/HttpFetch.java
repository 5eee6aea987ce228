package org.smimegate.keys.revocation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.io.CloseMode;
import org.smimegate.keys.remote.TimedSocket;

/**
 * One HTTP exchange on a connection of its own, which goes to the address that was checked. That is why the sockets are
 * ours and only the protocol is a library's: the JDK's clients look the host up themselves. No proxy, no redirect, no
 * cookie, no compression, nothing kept for the next time.
 */
final class HttpFetch {
    private static final int MEGABYTE = 1 << 20;
    private static final int BLOCK = 16 * 1024;
    private static final String IDENTITY = "identity";
    private static final Http1Config LIMITS = Http1Config.custom()
            .setBufferSize(BLOCK)
            .setMaxLineLength(8 * 1024)
            .setMaxHeaderCount(100)
            .build();

    private final Network network;

    HttpFetch(Network network) {
        this.network = network;
    }

    /** What is at that URL. */
    byte[] get(URI url, int maxBytes) throws FetchException {
        return exchange(url, new BasicClassicHttpRequest("GET", target(url)), maxBytes);
    }

    /** What is answered to that. */
    byte[] post(URI url, byte[] body, String type, int maxBytes) throws FetchException {
        ClassicHttpRequest request = new BasicClassicHttpRequest("POST", target(url));
        request.setHeader(HttpHeaders.CONTENT_TYPE, type);
        request.setHeader(HttpHeaders.CONTENT_LENGTH, body.length);
        request.setEntity(new ByteArrayEntity(body, ContentType.create(type)));
        return exchange(url, request, maxBytes);
    }

    private static String target(URI url) {
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    }

    private byte[] exchange(URI url, ClassicHttpRequest request, int maxBytes) throws FetchException {
        request.setHeader(HttpHeaders.HOST, url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort());
        // Some servers refuse who does not say what they are.
        request.setHeader(HttpHeaders.USER_AGENT, "smimegate");
        request.setHeader(HttpHeaders.ACCEPT_ENCODING, IDENTITY);
        request.setHeader(HttpHeaders.CONNECTION, "close");
        InetAddress address = network.address(url.getHost());
        try (TimedSocket timed = new TimedSocket(network.patience(), new Socket(Proxy.NO_PROXY))) {
            try {
                Socket socket = timed.connect(address, AllowedUrls.port(url));
                return answer(request, AllowedUrls.isTls(url) ? tls(socket, url) : socket, timed, maxBytes);
            } catch (IOException | HttpException | RuntimeException e) {
                // Whatever the library throws at a hostile answer is no answer.
                throw new FetchException(timed.why(e), e);
            }
        }
    }

    /** The JDK checks in the handshake that the certificate is for the host (RFC 9110 section 4.3.4). */
    private Socket tls(Socket socket, URI url) throws IOException {
        SSLSocket tls = (SSLSocket) network.tls().createSocket(socket, url.getHost(), AllowedUrls.port(url), true);
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        tls.setSSLParameters(parameters);
        tls.startHandshake();
        return tls;
    }

    private static byte[] answer(ClassicHttpRequest request, Socket socket, TimedSocket timed, int maxBytes)
            throws IOException, HttpException {
        DefaultBHttpClientConnection connection = connection();
        try {
            connection.bind(socket);
            ClassicHttpResponse response =
                    new HttpRequestExecutor().execute(request, connection, HttpCoreContext.create());
            if (response.getCode() != HttpStatus.SC_OK) {
                throw new IOException("HTTP status " + response.getCode() + " (expected: 200)");
            }
            return body(response.getEntity(), timed, maxBytes);
        } finally {
            // Any other way reads the rest of an answer that is too long.
            connection.close(CloseMode.IMMEDIATE);
        }
    }

    /** The parser must be told the limits, too: left to itself it takes any number of header fields. */
    private static DefaultBHttpClientConnection connection() {
        return new DefaultBHttpClientConnection(
                LIMITS, null, null, null, null, null, new DefaultHttpResponseParserFactory(LIMITS));
    }

    private static byte[] body(HttpEntity entity, TimedSocket timed, int maxBytes) throws IOException {
        String encoding = entity.getContentEncoding();
        if (encoding != null && !encoding.equalsIgnoreCase(IDENTITY)) {
            throw new IOException("compressed (expected: as asked for, without)");
        }
        if (entity.getContentLength() > maxBytes) {
            throw tooLong(maxBytes);
        }
        return read(entity.getContent(), timed, maxBytes);
    }

    private static byte[] read(InputStream content, TimedSocket timed, int maxBytes) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] block = new byte[BLOCK];
        int paid = MEGABYTE;
        for (int n = content.read(block); n >= 0; n = content.read(block)) {
            if (n > maxBytes - read.size()) {
                throw tooLong(maxBytes);
            }
            read.write(block, 0, n);
            if (read.size() >= paid) {
                timed.extend();
                paid += MEGABYTE;
            }
        }
        return read.toByteArray();
    }

    private static IOException tooLong(int maxBytes) {
        return new IOException("too long (expected: at most " + maxBytes + " bytes)");
    }
}
