package org.smimegate.gateway;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.smimegate.core.policy.AlgorithmPolicy;
import org.smimegate.core.policy.Limits;
import org.smimegate.core.trust.Coverage;

/** Reads the elements of smime.xml, strictly. The order of methods is that of the file. */
final class SettingsReader {
    private static final Pattern PROFILE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern GUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final List<String> PROFILE_ATTRIBUTES = profileAttributes();

    private final XmlElement root;
    private final KeySettingsReader keys;
    private final FileLocator files;

    SettingsReader(XmlElement root, FileLocator files) {
        this.root = root;
        this.files = files;
        this.keys = new KeySettingsReader(files);
    }

    GatewaySettings read() throws ConfigurationException {
        root.allow(
                List.of(),
                List.of(
                        "gateway",
                        "credentials",
                        "trust",
                        "keyring",
                        "directories",
                        "profiles",
                        "policy",
                        "limits",
                        "tls",
                        "labels"));
        XmlElement gateway = gateway();
        String name = gateway.required("name", "the name of this gateway, such as gw.example.org")
                .host();
        return new GatewaySettings(
                name,
                gateway.setting("postmaster", "postmaster@" + name).address(),
                new Coverage(Set.of(), gateway.setting("domains", "").domains(), false),
                keys.credentials(root),
                keys.trust(root),
                keys.keyring(root),
                keys.directories(root),
                profiles(),
                policy(),
                limits(),
                tls(),
                labels());
    }

    private XmlElement gateway() throws ConfigurationException {
        return root.child("gateway")
                .orElseThrow(() -> new ConfigurationException(
                        root.place() + ": no <gateway> (expected: <gateway name=\"gw.example.org\"/>)"))
                .allow(List.of("name", "postmaster", "domains"), List.of());
    }

    private List<GatewaySettings.Profile> profiles() throws ConfigurationException {
        List<GatewaySettings.Profile> profiles = new ArrayList<>();
        Set<String> names = new HashSet<>();
        XmlElement parent = root.childOrEmpty("profiles").allow(List.of(), List.of("profile"));
        for (XmlElement element : parent.children("profile")) {
            element.allow(PROFILE_ATTRIBUTES, List.of());
            Setting name = element.required("name", "a name of its own");
            if (!PROFILE_NAME.matcher(name.text()).matches() || !names.add(name.text())) {
                throw name.refused("a name of its own, of letters, digits, '.', '_' and '-'");
            }
            profiles.add(new GatewaySettings.Profile(
                    element.place() + ": " + element.path(), profile(element, name.text())));
        }
        return profiles;
    }

    private static SendingProfile profile(XmlElement element, String name) throws ConfigurationException {
        Map<String, String> settings = new HashMap<>(element.attributes());
        settings.remove("name");
        try {
            return ProfileReader.read(name, settings);
        } catch (ConfigurationException e) {
            throw new ConfigurationException(element.placeOf("") + e.getMessage(), e);
        }
    }

    private static List<String> profileAttributes() {
        List<String> attributes = new ArrayList<>(List.of("name"));
        attributes.addAll(ProfileReader.SETTINGS);
        return List.copyOf(attributes);
    }

    private AlgorithmPolicy policy() throws ConfigurationException {
        XmlElement element =
                root.childOrEmpty("policy").allow(List.of("year", "legacyRead", "domainCertificates"), List.of());
        element.setting("year", "2026").oneOf(new String[] {"2026"}, Function.identity());
        return AlgorithmPolicy.year2026(
                element.setting("legacyRead", "true").yesOrNo(),
                element.setting("domainCertificates", "true").yesOrNo());
    }

    private Limits limits() throws ConfigurationException {
        XmlElement element = root.childOrEmpty("limits")
                .allow(List.of("cms", "expanded", "layers", "recipients", "signers", "certificates"), List.of());
        Limits standard = Limits.defaults();
        return new Limits(
                element.setting("cms", "200 MB").size(),
                element.setting("expanded", "100 MB").size(),
                standard.expansionRatio(),
                element.setting("layers", "4").number(1, 10),
                element.setting("recipients", "500").number(1, 10_000),
                element.setting("signers", "4").number(1, 100),
                element.setting("certificates", "20").number(1, 1_000),
                standard.crls());
    }

    private GatewaySettings.Tls tls() throws ConfigurationException {
        XmlElement element = root.childOrEmpty("tls").allow(List.of("anchors"), List.of());
        Setting anchors = element.setting("anchors", "");
        return new GatewaySettings.Tls(anchors.written() ? Optional.of(anchors.path(files)) : Optional.empty());
    }

    private GatewaySettings.Labels labels() throws ConfigurationException {
        XmlElement element = root.childOrEmpty("labels").allow(List.of("site"), List.of("label"));
        Setting site = element.setting("site", "");
        List<GatewaySettings.Label> labels = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (XmlElement label : element.children("label")) {
            labels.add(label(label.allow(List.of("name", "guid"), List.of()), seen));
        }
        return new GatewaySettings.Labels(site.isEmpty() ? Optional.empty() : Optional.of(guid(site)), labels);
    }

    private static GatewaySettings.Label label(XmlElement element, Set<String> seen) throws ConfigurationException {
        Setting name = element.required("name", "the label's name");
        Setting guid = element.required("guid", "the label's GUID");
        if (!seen.add(name.filled("the label's name").toLowerCase(Locale.ROOT))) {
            throw name.refused("each label once");
        }
        if (!seen.add(guid(guid))) {
            throw guid.refused("each label once");
        }
        return new GatewaySettings.Label(name.text(), guid(guid));
    }

    private static String guid(Setting setting) throws ConfigurationException {
        String guid = setting.text().toLowerCase(Locale.ROOT);
        if (!GUID.matcher(guid).matches()) {
            throw setting.refused("a GUID such as 2096f6a2-d2f7-48be-b329-b73aaa526e5d");
        }
        return guid;
    }
}
