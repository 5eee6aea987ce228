package org.smimegate.keys.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Set;
import org.smimegate.core.trust.Printable;

/** Says in plain words why the directory did not answer. */
final class Troubles {
    private static final int MOST_TEXT = 300;
    private static final String SDK_VERSION = ", ldapSDKVersion=";
    /** About what was asked, not about the server. */
    private static final Set<ResultCode> OF_ONE_SEARCH =
            Set.of(ResultCode.SIZE_LIMIT_EXCEEDED, ResultCode.ADMIN_LIMIT_EXCEEDED);

    private final LdapSettings settings;

    Troubles(LdapSettings settings) {
        this.settings = settings;
    }

    /** Whether the next search would fare no better. */
    static boolean concernEverybody(LDAPException e) {
        return !OF_ONE_SEARCH.contains(e.getResultCode());
    }

    /** One line. */
    String explain(LDAPException e) {
        Throwable root = rootOf(e);
        return root instanceof SocketTimeoutException
                ? noAnswer()
                : explain(e.getResultCode(), detail(root, e.getResultCode()));
    }

    private String explain(ResultCode code, String detail) {
        return switch (code.intValue()) {
            case ResultCode.TIMEOUT_INT_VALUE, ResultCode.TIME_LIMIT_EXCEEDED_INT_VALUE -> noAnswer();
            case ResultCode.CONNECT_ERROR_INT_VALUE, ResultCode.SERVER_DOWN_INT_VALUE -> "cannot be reached" + detail;
            case ResultCode.INVALID_CREDENTIALS_INT_VALUE ->
                "log-in refused" + detail + " (expected: bindDn and secret that the server knows)";
            case ResultCode.NO_SUCH_OBJECT_INT_VALUE ->
                "base: " + settings.query().base() + noSuchEntry();
            case ResultCode.SIZE_LIMIT_EXCEEDED_INT_VALUE -> LdapQuery.TOO_MANY_ENTRIES;
            case ResultCode.REFERRAL_INT_VALUE ->
                "another server was named, which is not asked"
                        + " (expected: url and base of the server that has the entries)";
            default -> code.getName() + detail;
        };
    }

    private String noAnswer() {
        Duration time = settings.timeout();
        return "no answer within " + (time.toMillisPart() == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms");
    }

    private String noSuchEntry() {
        return ": no such entry (expected: one that "
                + settings.login().map(LdapSettings.Login::bindDn).orElse("everybody") + " may read)";
    }

    private static Throwable rootOf(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /** What the JDK says, or else the server or the SDK; without the frame that the SDK puts around it. */
    private static String detail(Throwable root, ResultCode code) {
        String text = String.valueOf(root.getMessage()).split(SDK_VERSION, 2)[0];
        if (text.equals(code.getName())) {
            return "";
        }
        return ": " + Printable.of(text, MOST_TEXT);
    }
}
