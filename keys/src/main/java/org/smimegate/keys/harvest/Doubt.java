package org.smimegate.keys.harvest;

import java.util.function.Predicate;

/** What can be wrong with an offer, and the switch that lets it in all the same. */
enum Doubt {
    EXPIRED("expired", HarvestSettings::expired),
    SELF_SIGNED("selfSigned", HarvestSettings::selfSigned),
    NOT_VERIFIED("onVerifyFailure", HarvestSettings::onVerifyFailure);

    private final String parameter;
    private final Predicate<HarvestSettings> lets;

    Doubt(String parameter, Predicate<HarvestSettings> lets) {
        this.parameter = parameter;
        this.lets = lets;
    }

    /** The switch, as the administrator writes it. */
    String parameter() {
        return parameter;
    }

    boolean isLetInBy(HarvestSettings settings) {
        return lets.test(settings);
    }
}
