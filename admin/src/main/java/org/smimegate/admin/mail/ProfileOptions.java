package org.smimegate.admin.mail;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.smimegate.gateway.ConfigurationException;
import org.smimegate.gateway.Gateway;
import org.smimegate.gateway.ProfileReader;
import org.smimegate.gateway.SendingProfile;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How to protect: a profile of smime.xml, or the settings of one. */
final class ProfileOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--profile", paramLabel = "NAME", description = "A profile of the smime.xml.")
    private @Nullable String profile;

    @Option(names = "--mode", paramLabel = "MODE", description = "sign, encrypt, sign-encrypt, triple.")
    private @Nullable String mode;

    @Option(names = "--signing", paramLabel = "FORM", description = "With --mode: detached, opaque.")
    private @Nullable String signing;

    @Option(names = "--credential", paramLabel = "ALIAS", description = "With --mode: sender, or which key signs.")
    private @Nullable String credential;

    @Option(names = "--already-signed", paramLabel = "ACTION", description = "With --mode: skip, wrap.")
    private @Nullable String alreadySigned;

    @Option(names = "--already-encrypted", paramLabel = "ACTION", description = "With --mode: skip, wrap.")
    private @Nullable String alreadyEncrypted;

    @Option(names = "--on-missing-key", paramLabel = "ACTION", description = "With --mode: bounce, drop, split, clear.")
    private @Nullable String onMissingKey;

    @Option(
            names = "--cipher",
            paramLabel = "CIPHER",
            description = "With --mode: auto, AES-256-GCM, AES-128-GCM, AES-256-CBC, AES-128-CBC.")
    private @Nullable String cipher;

    @Option(names = "--key-transport", paramLabel = "KIND", description = "With --mode: auto, rsa-oaep, rsa-pkcs1.")
    private @Nullable String keyTransport;

    @Option(names = "--to-sender", description = "With --mode: encrypt to the sender as well.")
    private boolean toSender;

    SendingProfile of(Gateway gateway) {
        Map<String, String> settings = settings();
        if (profile != null) {
            if (!settings.isEmpty()) {
                throw usage("--profile: together with " + settings.keySet() + " (expected: a profile or its settings)");
            }
            return named(profile, gateway);
        }
        if (mode == null) {
            throw usage("--profile or --mode: none (expected: one of them)");
        }
        try {
            return ProfileReader.read("(command line)", settings);
        } catch (ConfigurationException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    private SendingProfile named(String name, Gateway gateway) {
        List<String> there =
                gateway.profiles().stream().map(SendingProfile::name).toList();
        return gateway.profile(name)
                .orElseThrow(() -> usage("--profile: " + name + " (expected: one of " + there + ")"));
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        put(settings, "mode", mode);
        put(settings, "signing", signing);
        put(settings, "credential", credential);
        put(settings, "alreadySigned", alreadySigned);
        put(settings, "alreadyEncrypted", alreadyEncrypted);
        put(settings, "onMissingKey", onMissingKey);
        put(settings, "cipher", cipher);
        put(settings, "keyTransport", keyTransport);
        put(settings, "toSender", toSender ? "true" : null);
        return settings;
    }

    private static void put(Map<String, String> settings, String name, @Nullable String value) {
        if (value != null) {
            settings.put(name, value);
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
