package org.smimegate.mailets;

import java.util.Collection;
import java.util.List;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.apache.mailet.ProcessingState;
import org.apache.mailet.base.GenericMailet;

/** Opens what comes in and says in attributes and header fields what it was. The mail always goes on. */
public class SMimeDecryptVerify extends GenericMailet {
    private final InboundParts parts;
    private InboundService service;

    @Inject
    public SMimeDecryptVerify(InboundParts parts) {
        this.parts = parts;
    }

    @Override
    public void init() throws MessagingException {
        service = parts.service(SMimeDecryptVerifySettings.read(getMailetConfig()), getMailetContext());
    }

    @Override
    public void service(Mail mail) {
        service.service(mail);
    }

    @Override
    public Collection<ProcessingState> requiredProcessingState() {
        return List.of(new ProcessingState(Mail.ERROR));
    }

    @Override
    public String getMailetInfo() {
        return "Decrypts and verifies mail";
    }
}
