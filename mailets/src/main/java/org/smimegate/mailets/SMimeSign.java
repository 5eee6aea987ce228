package org.smimegate.mailets;

import java.util.Collection;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.apache.mailet.ProcessingState;
import org.apache.mailet.base.GenericMailet;

/** Signs mail with the key of its author or of the organisation. */
public class SMimeSign extends GenericMailet {
    private final OutboundParts parts;
    private OutboundService service;

    @Inject
    public SMimeSign(OutboundParts parts) {
        this.parts = parts;
    }

    @Override
    public void init() throws MessagingException {
        service = parts.service(SMimeSignSettings.read(getMailetConfig()).outbound(), getMailetContext());
    }

    @Override
    public void service(Mail mail) {
        service.service(mail);
    }

    @Override
    public Collection<ProcessingState> requiredProcessingState() {
        return service.processors();
    }

    @Override
    public String getMailetInfo() {
        return "Signs mail";
    }
}
