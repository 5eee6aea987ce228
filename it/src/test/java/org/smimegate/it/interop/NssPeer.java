package org.smimegate.it.interop;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.core.testing.TestPki;

/** Mozilla's NSS: {@code cmsutil} with a certificate database of its own. No GCM, no OAEP. */
final class NssPeer implements CmsPeer {
    private static final String DATABASE = "sql:.";

    private final ForeignTool tool;

    NssPeer(Path folder, TestIdentity own, TestPki ownPki, TestIdentity gateway, TestPki gatewayPki) {
        tool = new ForeignTool(folder);
        tool.writeKeys(own, gateway);
        run("certutil", "-N", "--empty-password");
        trust(tool.writeCas("own", ownPki));
        trust(tool.writeCas("gateway", gatewayPki));
        run("pk12util", "-i", ForeignTool.OWN, "-W", ForeignTool.PASSWORD, "-K", "");
        run("certutil", "-A", "-n", "gateway", "-t", ",,", "-i", ForeignTool.GATEWAY);
    }

    @Override
    public String address() {
        return "nss@b.example";
    }

    @Override
    public byte[] signOpaque(byte[] content) {
        return cms(content, "-S", "-N", "own", "-G", "-P");
    }

    @Override
    public byte[] signDetached(byte[] content) {
        return cms(content, "-S", "-T", "-N", "own", "-G");
    }

    @Override
    public byte[] encrypt(byte[] content) {
        return cms(content, "-E", "-r", "gateway");
    }

    @Override
    public byte[] verifyOpaque(byte[] cms) {
        return cms(cms, "-D");
    }

    @Override
    public void verifyDetached(byte[] cms, byte[] content) {
        cms(cms, "-D", "-c", tool.file(content));
    }

    @Override
    public byte[] decrypt(byte[] cms) {
        return cms(cms, "-D");
    }

    @Override
    public String toString() {
        return "NSS";
    }

    /** Nothing runs on. */
    @Override
    public void close() {}

    private void trust(String[] cas) {
        run("certutil", "-A", "-n", cas[0], "-t", "CT,C,C", "-i", cas[0]);
        run("certutil", "-A", "-n", cas[1], "-t", ",,", "-i", cas[1]);
    }

    private byte[] cms(byte[] input, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        Path output = tool.newFile();
        all.addAll(List.of("-i", tool.file(input), "-o", output.toString()));
        run("cmsutil", all.toArray(String[]::new));
        return ForeignTool.read(output);
    }

    private void run(String command, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("-d", DATABASE));
        tool.peers().succeed(command, all.toArray(String[]::new));
    }
}
