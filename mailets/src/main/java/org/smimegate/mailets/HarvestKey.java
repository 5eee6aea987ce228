package org.smimegate.mailets;

import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;

/** Learns partners' certificates from mail that comes in. The mail always goes on as it is. */
public class HarvestKey extends GenericMailet {
    private final HarvestParts parts;
    private HarvestService service;

    @Inject
    public HarvestKey(HarvestParts parts) {
        this.parts = parts;
    }

    @Override
    public void init() throws MessagingException {
        service = parts.service(HarvestKeySettings.read(getMailetConfig()), getMailetContext());
    }

    @Override
    public void service(Mail mail) {
        service.service(mail);
    }

    @Override
    public String getMailetInfo() {
        return "Learns partners' certificates";
    }
}
