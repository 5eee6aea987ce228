package org.smimegate.mailets;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.mailet.MailetContext;

/** A context whose queue throws when it is to take the n-th mail, and from then on. */
final class FailingQueue {
    private FailingQueue() {}

    static MailetContext at(int first, MailetContext context, Throwable thrown) {
        AtomicInteger count = new AtomicInteger();
        return (MailetContext) Proxy.newProxyInstance(
                FailingQueue.class.getClassLoader(),
                new Class<?>[] {MailetContext.class},
                (self, method, arguments) -> {
                    if (method.getName().equals("sendMail") && count.incrementAndGet() >= first) {
                        throw thrown;
                    }
                    try {
                        return method.invoke(context, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
