package org.smimegate.it.harness;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts elements into a configuration file, whatever the sample says there already. */
final class XmlElements {
    private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("\\s*<([A-Za-z]+)");
    private static final Pattern DECRYPT_VERIFY = mailet("SMimeDecryptVerify");
    private static final Pattern HARVEST = mailet("HarvestKey");

    private XmlElements() {}

    /** The element as the only one of its name below the root. Comments are taken out, for some hold elements. */
    static String with(String xml, String root, String element) {
        Matcher name = NAME.matcher(element);
        if (!name.lookingAt()) {
            throw new AssertionError("not an element: " + element);
        }
        String others = element(name.group(1)).matcher(withoutComments(xml)).replaceAll("");
        return before("</" + root + ">", others, element);
    }

    /** The element as the last one of its parent. */
    static String within(String xml, String parent, String element) {
        return before("</" + parent + ">", withoutComments(xml), element);
    }

    /** HarvestKey after each SMimeDecryptVerify, with these parameters and instead of any that is there. */
    static String harvesting(String mailetContainer, String parameters) {
        String others = HARVEST.matcher(mailetContainer).replaceAll("");
        Matcher openers = DECRYPT_VERIFY.matcher(others);
        if (!openers.find()) {
            throw new AssertionError("no mailet SMimeDecryptVerify in: " + mailetContainer);
        }
        String harvest = "<mailet match=\"All\" class=\"org.smimegate.mailets.HarvestKey\">" + parameters + "</mailet>";
        return openers.replaceAll("$0\n" + Matcher.quoteReplacement(harvest));
    }

    private static String before(String end, String xml, String element) {
        if (!xml.contains(end)) {
            throw new AssertionError("no " + end + " in: " + xml);
        }
        return xml.replace(end, element + "\n" + end);
    }

    private static String withoutComments(String xml) {
        return COMMENT.matcher(xml).replaceAll("");
    }

    private static Pattern element(String name) {
        return Pattern.compile("<" + name + "\\b[^>]*/>|<" + name + "\\b.*?</" + name + ">", Pattern.DOTALL);
    }

    private static Pattern mailet(String name) {
        String start = "<mailet [^>]*class=\"org\\.smimegate\\.mailets\\." + name + "\"\\s*";
        return Pattern.compile(start + "/>|" + start + ">.*?</mailet>", Pattern.DOTALL);
    }
}
