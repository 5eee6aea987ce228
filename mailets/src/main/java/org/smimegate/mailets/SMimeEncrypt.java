package org.smimegate.mailets;

import java.util.Collection;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.apache.mailet.ProcessingState;
import org.apache.mailet.base.GenericMailet;

/** Encrypts mail to the recipients' certificates. */
public class SMimeEncrypt extends GenericMailet {
    private final OutboundParts parts;
    private OutboundService service;

    @Inject
    public SMimeEncrypt(OutboundParts parts) {
        this.parts = parts;
    }

    @Override
    public void init() throws MessagingException {
        service = parts.service(SMimeEncryptSettings.read(getMailetConfig()).outbound(), getMailetContext());
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
        return "Encrypts mail";
    }
}
