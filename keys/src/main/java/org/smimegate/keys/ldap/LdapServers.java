package org.smimegate.keys.ldap;

import com.unboundid.ldap.sdk.BindRequest;
import com.unboundid.ldap.sdk.DefaultNameResolver;
import com.unboundid.ldap.sdk.FailoverServerSet;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.PasswordProvider;
import com.unboundid.ldap.sdk.PostConnectProcessor;
import com.unboundid.ldap.sdk.ServerSet;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.SingleServerSet;
import com.unboundid.ldap.sdk.StartTLSPostConnectProcessor;
import com.unboundid.util.ssl.TrustAllSSLSocketVerifier;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.smimegate.keys.Secret;

/** Translates settings into what the SDK connects with: time-outs, TLS with the name checked, log-in. */
final class LdapServers {
    private static final int MOST_MESSAGE_BYTES = 16 * 1024 * 1024;

    private LdapServers() {}

    /** Gives connections that are ready to search on, to the first server that can be reached. */
    static ServerSet of(LdapSettings settings) {
        int timeoutMillis = (int) Math.min(Integer.MAX_VALUE, settings.timeout().toMillis());
        SSLSocketFactory tls = TlsSockets.trusting(settings.tls().anchors(), timeoutMillis);
        LDAPConnectionOptions options = options(timeoutMillis);
        BindRequest login = settings.login().map(LdapServers::bindRequest).orElse(null);
        PostConnectProcessor startTls = settings.tls().startTls() ? new StartTLSPostConnectProcessor(tls) : null;
        List<ServerSet> all = settings.servers().stream()
                .map(s -> server(s, s.tls() ? tls : SocketFactory.getDefault(), options, login, startTls))
                .toList();
        return all.size() == 1 ? all.get(0) : failover(all);
    }

    private static ServerSet server(
            LdapServer server,
            SocketFactory sockets,
            LDAPConnectionOptions options,
            @Nullable BindRequest login,
            @Nullable PostConnectProcessor startTls) {
        return new SingleServerSet(server.host(), server.port(), sockets, options, login, startTls);
    }

    /** One that cannot be reached is tried last the next time. */
    private static ServerSet failover(List<ServerSet> all) {
        FailoverServerSet set = new FailoverServerSet(all);
        set.setReOrderOnFailover(true);
        return set;
    }

    private static LDAPConnectionOptions options(int timeoutMillis) {
        LDAPConnectionOptions options = new LDAPConnectionOptions();
        options.setConnectTimeoutMillis(timeoutMillis);
        options.setResponseTimeoutMillis(timeoutMillis);
        options.setUseSynchronousMode(true);
        options.setFollowReferrals(false);
        options.setMaxMessageSize(MOST_MESSAGE_BYTES);
        // The handshake has checked the name already.
        options.setSSLSocketVerifier(TrustAllSSLSocketVerifier.getInstance());
        // Another address takes effect with the JVM's own cache, not an hour later.
        options.setNameResolver(DefaultNameResolver.getInstance());
        return options;
    }

    private static BindRequest bindRequest(LdapSettings.Login login) {
        return new SimpleBindRequest(login.bindDn(), new Password(login.secret()));
    }

    /** The SDK asks for each log-in, and wipes what it got. */
    private static final class Password extends PasswordProvider {
        private static final long serialVersionUID = 1L;

        private final transient Supplier<Secret> secret;

        Password(Supplier<Secret> secret) {
            this.secret = secret;
        }

        @Override
        public byte[] getPasswordBytes() {
            char[] characters = secret.get().reveal();
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(CharBuffer.wrap(characters));
            byte[] password = new byte[bytes.remaining()];
            bytes.get(password);
            Arrays.fill(bytes.array(), (byte) 0);
            Arrays.fill(characters, '\0');
            return password;
        }
    }
}
