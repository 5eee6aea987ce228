package org.smimegate.mailets;

import java.util.Collection;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.apache.mailet.ProcessingState;
import org.apache.mailet.base.GenericMailet;

/** Signs and encrypts mail as a sending profile of smime.xml says, in one pass. */
public class SMimeSend extends GenericMailet {
    private final OutboundParts parts;
    private OutboundService service;

    @Inject
    public SMimeSend(OutboundParts parts) {
        this.parts = parts;
    }

    @Override
    public void init() throws MessagingException {
        service = parts.service(
                SMimeSendSettings.read(getMailetConfig(), parts.gateway()).outbound(), getMailetContext());
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
        return "Signs and encrypts mail by a profile";
    }
}
