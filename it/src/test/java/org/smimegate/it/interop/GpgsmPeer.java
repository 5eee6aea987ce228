package org.smimegate.it.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.smimegate.core.testing.TestFiles;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;

/** GnuPG's {@code gpgsm} with a home of its own; its agent ends with this. No GCM, no OAEP. */
final class GpgsmPeer implements CmsPeer {
    private static final byte[] PASSPHRASE = (ForeignTool.PASSWORD + "\n").getBytes(UTF_8);

    private final ForeignTool tool;
    private final String own;
    private final String gateway;

    GpgsmPeer(Path home, TestIdentity own, TestPki ownPki, TestIdentity gateway, TestPki gatewayPki) {
        tool = new ForeignTool(home);
        tool.peers().environment("GNUPGHOME", home.toString());
        this.own = fingerprint(own.certificate());
        this.gateway = fingerprint(gateway.certificate());
        tool.write("gpgsm.conf", "disable-crl-checks\ndisable-policy-checks\n");
        tool.write("gpg-agent.conf", "allow-loopback-pinentry\n");
        tool.write("trustlist.txt", trusted(ownPki) + trusted(gatewayPki));
        tool.writeKeys(own, gateway);
        importAll(tool.writeCas("own", ownPki));
        importAll(tool.writeCas("gateway", gatewayPki));
        importAll(ForeignTool.GATEWAY, ForeignTool.OWN);
    }

    @Override
    public String address() {
        return "gpgsm@b.example";
    }

    @Override
    public byte[] signOpaque(byte[] content) {
        return gpgsm("--local-user", own, "--sign", tool.file(content));
    }

    @Override
    public byte[] signDetached(byte[] content) {
        return gpgsm("--local-user", own, "--detach-sign", tool.file(content));
    }

    @Override
    public byte[] encrypt(byte[] content) {
        return gpgsm("--recipient", gateway, "--encrypt", tool.file(content));
    }

    @Override
    public byte[] verifyOpaque(byte[] cms) {
        return gpgsm("--verify", tool.file(cms));
    }

    @Override
    public void verifyDetached(byte[] cms, byte[] content) {
        run("--verify", tool.file(cms), tool.file(content));
    }

    @Override
    public byte[] decrypt(byte[] cms) {
        return gpgsm("--decrypt", tool.file(cms));
    }

    @Override
    public String toString() {
        return "gpgsm";
    }

    @Override
    public void close() {
        tool.peers().succeed("gpgconf", "--homedir", tool.folder().toString(), "--kill", "all");
    }

    private void importAll(String... files) {
        for (String file : files) {
            run("--import", file);
        }
    }

    private byte[] gpgsm(String... arguments) {
        Path output = tool.newFile();
        List<String> all = new ArrayList<>(List.of("--output", output.toString()));
        all.addAll(List.of(arguments));
        run(all.toArray(String[]::new));
        return ForeignTool.read(output);
    }

    private void run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("--batch", "--pinentry-mode", "loopback", "--passphrase-fd", "0"));
        all.addAll(List.of(arguments));
        tool.peers().succeed(PASSPHRASE, "gpgsm", all.toArray(String[]::new));
    }

    private static String trusted(TestPki pki) {
        return fingerprint(pki.root().certificate()) + " S relax\n";
    }

    private static String fingerprint(X509Certificate certificate) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(TestFiles.der(certificate));
            return HexFormat.of().formatHex(hash).toUpperCase(Locale.ROOT);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
