package org.smimegate.mailets;

import java.util.Collection;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.apache.mailet.ProcessingState;
import org.apache.mailet.base.GenericMailet;
import org.jspecify.annotations.Nullable;

/** Sends mail to outside recipients over TLS or not at all. */
public class RequireTls extends GenericMailet {
    private final RequireTlsParts parts;
    private @Nullable RequireTlsService service;

    @Inject
    public RequireTls(RequireTlsParts parts) {
        this.parts = parts;
    }

    @Override
    public void init() throws MessagingException {
        service = parts.service(RequireTlsSettings.read(getMailetConfig()), getMailetContext());
    }

    @Override
    public void service(Mail mail) {
        started().service(mail);
    }

    @Override
    public Collection<ProcessingState> requiredProcessingState() {
        return started().processors();
    }

    private RequireTlsService started() {
        if (service == null) {
            throw new IllegalStateException("not started");
        }
        return service;
    }

    @Override
    public String getMailetInfo() {
        return "Sends mail over TLS or not at all";
    }

    @Override
    public void destroy() {
        if (service != null) {
            service.close();
        }
    }
}
