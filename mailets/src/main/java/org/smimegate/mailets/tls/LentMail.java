package org.smimegate.mailets.tls;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.apache.james.lifecycle.api.Disposable;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.mailet.Mail;
import org.jspecify.annotations.Nullable;

/**
 * A mail as RemoteDelivery gets it: one that has a sender. Mail without one it does not bounce but forgets (James 3.8);
 * so every mail that it gives up comes back, and we decide. To the server it still says the true sender.
 */
final class LentMail implements InvocationHandler {
    private final Mail mail;

    private LentMail(Mail mail) {
        this.mail = mail;
    }

    static Mail of(Mail mail) {
        return (Mail) Proxy.newProxyInstance(
                LentMail.class.getClassLoader(), new Class<?>[] {Mail.class, Disposable.class}, new LentMail(mail));
    }

    /** The mail that was lent; any other as it is. */
    static Mail original(Mail mail) {
        return Proxy.isProxyClass(mail.getClass()) && Proxy.getInvocationHandler(mail) instanceof LentMail lent
                ? lent.mail
                : mail;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (method.getName().equals("hasSender")) {
            return true;
        }
        if (method.getDeclaringClass() == Disposable.class) {
            LifecycleUtil.dispose(mail);
            return null;
        }
        try {
            return method.invoke(mail, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
