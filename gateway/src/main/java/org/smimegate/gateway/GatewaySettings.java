package org.smimegate.gateway;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.policy.AlgorithmPolicy;
import org.smimegate.core.policy.Limits;
import org.smimegate.core.trust.CertificateUse;
import org.smimegate.core.trust.Coverage;

/**
 * What smime.xml says, defaults filled in; no file that it names has been looked at.
 *
 * @param name the authserv-id
 * @param inside domains that are inside besides James' local ones
 * @param directories in the order in which they are asked
 */
public record GatewaySettings(
        String name,
        Address postmaster,
        Coverage inside,
        Credentials credentials,
        Trust trust,
        Keyring keyring,
        List<Directory> directories,
        List<Profile> profiles,
        AlgorithmPolicy policy,
        Limits limits,
        Tls tls,
        Labels labels) {
    public GatewaySettings {
        directories = List.copyOf(directories);
        profiles = List.copyOf(profiles);
    }

    /** Reads and checks smime.xml itself. */
    public static GatewaySettings read(Path smimeXml, FileLocator files) throws ConfigurationException {
        return new SettingsReader(XmlFile.read(smimeXml, "smime"), files).read();
    }

    /**
     * The gateway's own keys.
     *
     * @param defaultAlias must be there and valid when the gateway starts; empty: not checked
     */
    public record Credentials(String place, Optional<String> defaultAlias, List<Keystore> keystores) {
        public Credentials {
            keystores = List.copyOf(keystores);
        }
    }

    /** @param coveredToo what its certificates cover besides their SAN */
    public record Keystore(ConfiguredPath file, SecretReference secret, List<String> coveredToo) {
        public Keystore {
            coveredToo = List.copyOf(coveredToo);
        }
    }

    public record Trust(ConfiguredPath anchors, ConfiguredPath intermediates, Revocation revocation) {}

    /**
     * @param verify of signers
     * @param encrypt of certificates that are encrypted to
     * @param crls a folder of revocation lists
     * @param fetch empty: nothing is fetched
     */
    public record Revocation(
            String place,
            UnknownRevocation verify,
            UnknownRevocation encrypt,
            ConfiguredPath crls,
            Optional<Fetch> fetch) {
        /** The uses for which it must be known. */
        public Set<CertificateUse> demanded() {
            Set<CertificateUse> demanded = EnumSet.noneOf(CertificateUse.class);
            if (verify == UnknownRevocation.HARD) {
                demanded.add(CertificateUse.SIGNING);
            }
            if (encrypt == UnknownRevocation.HARD) {
                demanded.add(CertificateUse.ENCRYPTION);
            }
            return demanded;
        }
    }

    /**
     * What may be fetched to find out about revocation.
     *
     * @param hosts names, or {@code *.example.org} for one label more; empty: those that the configured CAs name
     * @param ocsp whether responders are asked, too
     * @param cache where it is kept
     */
    public record Fetch(String place, List<String> hosts, boolean ocsp, Path cache) {
        public Fetch {
            hosts = List.copyOf(hosts);
        }
    }

    /** What happens if nobody knows whether a certificate is revoked. */
    public enum UnknownRevocation {
        /** It passes, with a reason. */
        SOFT("soft"),
        /** It is a temporary error. */
        HARD("hard");

        private final String token;

        UnknownRevocation(String token) {
            this.token = token;
        }

        public String token() {
            return token;
        }
    }

    /**
     * Partners' certificates in a database.
     *
     * @param url a file of an embedded database with its absolute path
     * @param quota bytes
     */
    public record Keyring(String place, String url, String user, Optional<SecretReference> secret, long quota) {}

    /** Where partners' certificates are looked for. */
    public sealed interface Directory {
        record Folder(ConfiguredPath path) implements Directory {}

        /**
         * @param urls servers with the same content
         * @param bindDn empty: anonymous
         * @param anchors whom the server's certificate must come from; empty: the JVM's roots
         */
        record Ldap(
                String place,
                List<String> urls,
                String base,
                String filter,
                List<String> attributes,
                String bindDn,
                Optional<SecretReference> secret,
                Duration timeout,
                Duration cache,
                Optional<ConfiguredPath> anchors,
                boolean startTls)
                implements Directory {
            public Ldap {
                urls = List.copyOf(urls);
                attributes = List.copyOf(attributes);
            }
        }
    }

    public record Profile(String place, SendingProfile settings) {}

    /** @param anchors whom RequireTls believes; empty: the JVM's roots */
    public record Tls(Optional<ConfiguredPath> anchors) {}

    /** @param site only labels of that tenant count; empty: of any */
    public record Labels(Optional<String> site, List<Label> labels) {
        public Labels {
            labels = List.copyOf(labels);
        }
    }

    /** @param guid lower case */
    public record Label(String name, String guid) {}
}
