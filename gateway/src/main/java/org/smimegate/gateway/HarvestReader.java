package org.smimegate.gateway;

import java.util.List;
import java.util.Map;
import org.smimegate.keys.harvest.HarvestSettings;
import org.smimegate.keys.harvest.Updates;

/** Reads {@link HarvestSettings} from the parameters of the mailet. */
public final class HarvestReader {
    /** Every setting, in the order of the documentation. */
    public static final List<String> SETTINGS =
            List.of("onVerifyFailure", "updates", "expired", "selfSigned", "alertUpdates", "alertWindow");

    private static final int MAX_UPDATES = 1000;

    private final Map<String, String> settings;

    private HarvestReader(Map<String, String> settings) {
        this.settings = settings;
    }

    /**
     * Reads the settings; what is not set has its default.
     *
     * @throws ConfigurationException a value is unknown: {@code updates: always (expected: accept, pending, reject)}
     */
    public static HarvestSettings read(Map<String, String> settings) throws ConfigurationException {
        return new HarvestReader(settings).read();
    }

    private HarvestSettings read() throws ConfigurationException {
        return new HarvestSettings(
                setting("onVerifyFailure", "false").yesOrNo(),
                setting("updates", Updates.ACCEPT.token()).oneOf(Updates.values(), Updates::token),
                setting("expired", "false").yesOrNo(),
                setting("selfSigned", "false").yesOrNo(),
                setting("alertUpdates", "2").number(0, MAX_UPDATES),
                setting("alertWindow", "48 h").duration());
    }

    private Setting setting(String name, String standard) {
        return new Setting(name, settings.getOrDefault(name, standard), settings.containsKey(name));
    }
}
