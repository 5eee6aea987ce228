package org.smimegate.keys.keyring;

import org.flywaydb.core.api.logging.Log;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes Flyway's log on; what it tells at each start without anybody asking goes to debug. */
final class MigrationLog implements Log {
    private final Logger logger;

    MigrationLog(Class<?> type) {
        this.logger = LoggerFactory.getLogger(type);
    }

    @Override
    public boolean isDebugEnabled() {
        return logger.isDebugEnabled();
    }

    @Override
    public void debug(String message) {
        logger.debug(message);
    }

    @Override
    public void info(String message) {
        logger.debug(message);
    }

    @Override
    public void notice(String message) {
        logger.debug(message);
    }

    @Override
    public void warn(String message) {
        logger.warn(message);
    }

    @Override
    public void error(String message) {
        logger.error(message);
    }

    @Override
    public void error(String message, Exception e) {
        logger.error(message, e);
    }
}
