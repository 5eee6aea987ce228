package org.smimegate.admin.cert;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Map;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.OtherName;
import org.smimegate.admin.console.Console;

/** A GeneralName (RFC 5280 section 4.2.1.6) as {@code type:value}, in full. */
final class GeneralNameText {
    private static final Map<String, String> OTHER_NAMES = Map.of(
            "1.3.6.1.5.5.7.8.9", "smtpUtf8Mailbox",
            "1.3.6.1.4.1.311.20.2.3", "userPrincipalName");

    private GeneralNameText() {}

    static String of(ASN1Encodable name) {
        return Asn1.read(() -> Console.printable(text(GeneralName.getInstance(name))))
                .orElseGet(() -> Asn1.UNREADABLE + ":" + Asn1.hex(name));
    }

    private static String text(GeneralName name) {
        ASN1Encodable value = name.getName();
        return switch (name.getTagNo()) {
            case GeneralName.rfc822Name -> "email:" + string(value);
            case GeneralName.dNSName -> "dns:" + string(value);
            case GeneralName.uniformResourceIdentifier -> "uri:" + string(value);
            case GeneralName.directoryName -> "directory:" + directory(value);
            case GeneralName.iPAddress ->
                "ip:" + address(ASN1OctetString.getInstance(value).getOctets());
            case GeneralName.registeredID ->
                "oid:" + ASN1ObjectIdentifier.getInstance(value).getId();
            case GeneralName.otherName -> other(OtherName.getInstance(value));
            default -> "other:" + Asn1.hex(value);
        };
    }

    private static String other(OtherName name) {
        String oid = name.getTypeID().getId();
        return OTHER_NAMES.getOrDefault(oid, "other:" + oid) + ":" + string(name.getValue());
    }

    private static String string(ASN1Encodable value) {
        return value instanceof ASN1String text ? text.getString() : Asn1.hex(value);
    }

    private static String directory(ASN1Encodable value) {
        try {
            return new X500Principal(X500Name.getInstance(value).getEncoded()).toString();
        } catch (IOException e) {
            return Asn1.hex(value);
        }
    }

    /** In name constraints an address is followed by its mask. */
    private static String address(byte[] bytes) {
        boolean masked = bytes.length == 8 || bytes.length == 32;
        int length = masked ? bytes.length / 2 : bytes.length;
        try {
            String address =
                    InetAddress.getByAddress(Arrays.copyOf(bytes, length)).getHostAddress();
            byte[] mask = Arrays.copyOfRange(bytes, length, bytes.length);
            return masked ? address + "/" + InetAddress.getByAddress(mask).getHostAddress() : address;
        } catch (UnknownHostException e) {
            return Asn1.hex(bytes);
        }
    }
}
