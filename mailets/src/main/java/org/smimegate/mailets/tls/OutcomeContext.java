package org.smimegate.mailets.tls;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.apache.mailet.MailetContext;
import org.jspecify.annotations.Nullable;
import org.smimegate.matchers.Boundary;

/** The context that RemoteDelivery sees: what it sends to a processor is an outcome, of which we decide. */
final class OutcomeContext implements InvocationHandler {
    /** The processor that RemoteDelivery believes delivered mail goes to. */
    static final String DELIVERED = "org.smimegate.delivered";

    private final MailetContext context;
    private final Outcomes outcomes;

    private OutcomeContext(MailetContext context, Outcomes outcomes) {
        this.context = context;
        this.outcomes = outcomes;
    }

    static MailetContext around(MailetContext context, Outcomes outcomes) {
        return (MailetContext) Proxy.newProxyInstance(
                OutcomeContext.class.getClassLoader(),
                new Class<?>[] {MailetContext.class},
                new OutcomeContext(context, outcomes));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (arguments != null
                && arguments.length == 2
                && arguments[0] instanceof Mail mail
                && arguments[1] instanceof String processor
                && method.getName().equals("sendMail")) {
            outcome(LentMail.original(mail), processor);
            return null;
        }
        try {
            return method.invoke(context, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** RemoteDelivery only logs an exception of its own kind, and the mail would be lost; this one makes it try again. */
    private void outcome(Mail mail, String processor) {
        if (processor.equals(DELIVERED)) {
            // Never again: the recipients have it.
            Boundary.run(
                    () -> outcomes.delivered(mail),
                    trouble -> Boundary.run(() -> outcomes.notSentOn(mail, trouble), again -> {}));
            return;
        }
        try {
            outcomes.givenUp(mail);
        } catch (MessagingException e) {
            throw new IllegalStateException("a mail cannot be sent on", e);
        }
    }
}
