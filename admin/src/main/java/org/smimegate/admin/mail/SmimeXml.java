package org.smimegate.admin.mail;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the smime.xml that stands for options of the command line, so that there is one way to read settings. */
public final class SmimeXml {
    /** The gateway's name in Authentication-Results when no smime.xml gives one. */
    static final String NAME = "smimegate.localhost";

    private final List<String> keystores = new ArrayList<>();
    private String trust = "";
    private String directories = "";

    /** @param secret {@code file://...} or {@code env:NAME} */
    SmimeXml keystore(Path file, String secret) {
        keystores.add("    <keystore type=\"PKCS12\" file=\"" + escaped(url(file)) + "\" secret=\"" + escaped(secret)
                + "\" for=\"*\"/>\n");
        return this;
    }

    /** Whom to believe. */
    public SmimeXml trust(@Nullable Path anchors, @Nullable Path intermediates, @Nullable Path crls) {
        String revocation = crls == null
                ? ""
                : "<revocation verify=\"soft\" encrypt=\"soft\" crls=\"" + escaped(folderUrl(crls)) + "\"/>";
        trust = "  <trust" + attribute("anchors", anchors) + attribute("intermediates", intermediates) + ">"
                + revocation + "</trust>\n";
        return this;
    }

    SmimeXml partners(@Nullable Path folder) {
        directories = folder == null
                ? ""
                : "  <directories><folder path=\"" + escaped(folderUrl(folder)) + "\"/></directories>\n";
        return this;
    }

    /** What stands in the file. */
    public String text() {
        String credentials =
                keystores.isEmpty() ? "" : "  <credentials>\n" + String.join("", keystores) + "  </credentials>\n";
        return "<smime>\n  <gateway name=\"" + NAME + "\" postmaster=\"postmaster@" + NAME + "\"/>\n" + credentials
                + trust + directories + "</smime>\n";
    }

    static String url(Path file) {
        return "file://" + file.toAbsolutePath().normalize();
    }

    private static String folderUrl(Path folder) {
        return url(folder) + "/";
    }

    private static String attribute(String name, @Nullable Path folder) {
        return folder == null ? "" : " " + name + "=\"" + escaped(folderUrl(folder)) + "\"";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
