package org.smimegate.mailets;

import java.util.List;
import java.util.Optional;
import org.apache.mailet.AttributeName;
import org.apache.mailet.DsnParameters;
import org.apache.mailet.Mail;
import org.smimegate.gateway.SendingProfile.FailureAction;
import org.smimegate.gateway.rules.Processors;

/** The ways out for mail that does not leave as it should. */
final class Exits {
    static final String BOUNCE = Processors.BOUNCE;
    static final String RETRY = Processors.RETRY;

    /** What James prints into bounces: texts of exceptions, which the content of mail can influence (rule 1). */
    private static final List<AttributeName> CAUSES = List.of(
            Mail.MAILET_ERROR,
            AttributeName.of("MailetError"),
            AttributeName.of("delivery-error"),
            AttributeName.of("delivery-error-code"));

    private Exits() {}

    /** @param processor where the mail is */
    static void fail(Mail mail, String processor, FailureAction action) {
        if (action instanceof FailureAction.Drop) {
            drop(mail);
        } else if (action instanceof FailureAction.ToProcessor to) {
            leave(mail, processor, to.processor());
        } else {
            bounce(mail, processor);
        }
    }

    static void bounce(Mail mail, String processor) {
        leave(mail, processor, BOUNCE);
    }

    static void drop(Mail mail) {
        mail.setState(Mail.GHOST);
    }

    /** Sends the mail to another processor, without anything that James would print into a bounce. */
    static void leave(Mail mail, String processor, String target) {
        clean(mail);
        mail.setState(elsewhere(mail, processor, target));
    }

    /**
     * The target, or another if it will not do: a null reverse-path is never bounced, and a mail that stays in the
     * processor where it is would go on there, unprotected.
     */
    static String elsewhere(Mail mail, String processor, String target) {
        String wanted = target.equals(BOUNCE) && !mail.hasSender() ? Mail.ERROR : target;
        if (!wanted.equals(processor)) {
            return wanted;
        }
        if (!wanted.equals(Mail.ERROR)) {
            return Mail.ERROR;
        }
        return mail.hasSender() ? BOUNCE : Mail.GHOST;
    }

    /** The sender may have asked for the whole message in a bounce: only its header goes back. */
    static void clean(Mail mail) {
        mail.setErrorMessage(null);
        CAUSES.forEach(mail::removeAttribute);
        headersOnly(mail, mail.dsnParameters());
    }

    /** Another server, too, shall not send the whole message back if the sender asked for that. */
    static void neverInFull(Mail mail) {
        Optional<DsnParameters> asked = mail.dsnParameters();
        if (asked.flatMap(DsnParameters::getRetParameter).equals(Optional.of(DsnParameters.Ret.FULL))) {
            headersOnly(mail, asked);
        }
    }

    private static void headersOnly(Mail mail, Optional<DsnParameters> asked) {
        DsnParameters.Builder builder = DsnParameters.builder().ret(DsnParameters.Ret.HDRS);
        asked.flatMap(DsnParameters::getEnvIdParameter).ifPresent(builder::envId);
        asked.ifPresent(parameters -> builder.rcptParameters(parameters.getRcptParameters()));
        builder.build().ifPresent(mail::setDsnParameters);
    }
}
