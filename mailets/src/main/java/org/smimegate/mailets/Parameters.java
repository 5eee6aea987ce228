package org.smimegate.mailets;

import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import javax.mail.MessagingException;
import org.apache.mailet.MailetConfig;
import org.apache.mailet.ProcessingState;
import org.smimegate.gateway.ConfigurationException;
import org.smimegate.gateway.rules.MailetParameters;

/** Reads the parameters of a mailet by its rules. What they refuse keeps James from starting. */
record Parameters(MailetParameters written) {
    /** The rules of one mailet. */
    interface Rules<T> {
        T read(MailetParameters written) throws ConfigurationException;
    }

    static Parameters of(MailetConfig config) {
        Map<String, String> written = new HashMap<>();
        Iterator<String> names = config.getInitParameterNames();
        while (names.hasNext()) {
            String name = names.next();
            written.put(name, config.getInitParameter(name));
        }
        return new Parameters(new MailetParameters(config.getMailetName(), written));
    }

    <T> T read(Rules<T> rules) throws MessagingException {
        try {
            return rules.read(written);
        } catch (ConfigurationException e) {
            throw new MessagingException(written.mailet() + ": " + e.getMessage(), e);
        }
    }

    static Collection<ProcessingState> states(Collection<String> processors) {
        return processors.stream().map(ProcessingState::new).toList();
    }
}
