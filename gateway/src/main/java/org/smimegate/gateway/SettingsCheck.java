package org.smimegate.gateway;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.smimegate.keys.Credentials;
import org.smimegate.keys.KeyFileException;

/**
 * Finds every mistake of a smime.xml, where a server stops at the first: what cannot be read is noted, taken out, and
 * the rest is read again. Readers and messages are the server's.
 */
public final class SettingsCheck {
    private static final XmlElement NAMELESS =
            new XmlElement("", "gateway", "gateway", Map.of("name", "gateway.invalid"), List.of());

    private final FileLocator files;
    private final Clock clock;
    private final Set<String> mistakes = new LinkedHashSet<>();
    private final Set<XmlPlace> places = new HashSet<>();

    /**
     * What there is to say.
     *
     * @param readable what is right; empty if the file is not there or no XML
     * @param mistakes each with its place first
     */
    public record Result(Optional<CheckedSettings> readable, List<String> mistakes) {
        public Result {
            mistakes = List.copyOf(mistakes);
        }
    }

    private SettingsCheck(FileLocator files, Clock clock) {
        this.files = files;
        this.clock = clock;
    }

    /** Reads smime.xml and the files that it names; opens no database and connects to nobody. */
    public static Result of(Path smimeXml, FileLocator files, Clock clock) {
        SettingsCheck check = new SettingsCheck(files, clock);
        Optional<CheckedSettings> readable = check.read(smimeXml);
        return new Result(readable, List.copyOf(check.mistakes));
    }

    private Optional<CheckedSettings> read(Path smimeXml) {
        try {
            return readable(XmlFile.read(smimeXml, "smime"));
        } catch (ConfigurationException e) {
            mistakes.add(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private Optional<CheckedSettings> readable(XmlElement document) {
        Optional<XmlElement> root = Optional.of(document);
        while (root.isPresent()) {
            try {
                GatewaySettings settings = new SettingsReader(root.get(), files).read();
                return Optional.of(checked(root.get(), settings));
            } catch (ConfigurationException e) {
                root = without(root.get(), String.valueOf(e.getMessage()));
            }
        }
        return Optional.empty();
    }

    /** The document without what the message is about. What is missing for that reason is not told. */
    private Optional<XmlElement> without(XmlElement root, String message) {
        Optional<XmlPlace> place = XmlPlace.of(message);
        boolean told = place.isEmpty() ? places.stream().anyMatch(SettingsCheck::isGateway) : !places.add(place.get());
        if (!told) {
            mistakes.add(message);
        }
        return place.flatMap(p -> p.removedFrom(root)).or(() -> named(root));
    }

    private static boolean isGateway(XmlPlace place) {
        return place.element().endsWith(" gateway");
    }

    /** So that the rest can be read. */
    private static Optional<XmlElement> named(XmlElement root) {
        if (!root.children("gateway").isEmpty()) {
            return Optional.empty();
        }
        List<XmlElement> children = new ArrayList<>(root.children());
        children.add(NAMELESS);
        return Optional.of(new XmlElement(root.place(), root.path(), root.name(), root.attributes(), children));
    }

    private CheckedSettings checked(XmlElement root, GatewaySettings settings) {
        mistakes.addAll(new FilesCheck(settings, clock).mistakes());
        CheckedSettings checked = new CheckedSettings(settings, credentials(root, settings));
        for (GatewaySettings.Profile profile : settings.profiles()) {
            checked.unknownCredential(profile.settings(), profile.place() + "/@credential")
                    .ifPresent(mistakes::add);
        }
        return checked;
    }

    private Credentials credentials(XmlElement root, GatewaySettings settings) {
        Credentials credentials = readableCredentials(root, settings);
        if (credentials.all().isEmpty() && places.stream().noneMatch(SettingsCheck::isKeystore)) {
            mistakes.add(settings.credentials().place().replace("/@default", "")
                    + ": no private key (expected: a key store; without one nothing can be signed or opened)");
        }
        return credentials;
    }

    /** Each key store that cannot be read is taken out and the rest tried again. */
    private Credentials readableCredentials(XmlElement root, GatewaySettings settings) {
        try {
            return CredentialLoader.start(settings, clock).get();
        } catch (KeyFileException e) {
            String message = String.valueOf(e.getMessage());
            Optional<XmlPlace> place = XmlPlace.of(message).map(SettingsCheck::wholeKeystore);
            boolean follows =
                    message.contains("credentials/@default") && places.stream().anyMatch(SettingsCheck::isKeystore);
            if (!follows) {
                mistakes.add(message);
            }
            place.ifPresent(places::add);
            return place.flatMap(p -> p.removedFrom(root))
                    .map(this::readableCredentials)
                    .orElse(new Credentials(List.of()));
        }
    }

    private Credentials readableCredentials(XmlElement root) {
        try {
            return readableCredentials(root, new SettingsReader(root, files).read());
        } catch (ConfigurationException e) {
            return new Credentials(List.of());
        }
    }

    private static XmlPlace wholeKeystore(XmlPlace place) {
        return isKeystore(place) ? new XmlPlace(place.element(), Optional.empty()) : place;
    }

    private static boolean isKeystore(XmlPlace place) {
        return place.element().endsWith(" credentials/keystore");
    }
}
