package org.smimegate.gateway;

/** smime.xml or a file it names cannot be used; the message names place, value and what was expected. */
public final class ConfigurationException extends Exception {
    private static final long serialVersionUID = 1L;

    public ConfigurationException(String message) {
        super(message);
    }

    public ConfigurationException(String message, Throwable cause) {
        super(message, cause);
    }
}
