package org.smimegate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.cms.AuthEnvelopedData;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.EncryptedContentInfo;
import org.bouncycastle.asn1.cms.EnvelopedData;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSAuthEnvelopedData;
import org.bouncycastle.cms.CMSEnvelopedData;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.RecipientInformation;
import org.bouncycastle.cms.RecipientInformationStore;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.policy.ContentCipher;
import org.smimegate.core.testing.TestIdentity;

/** A copy as a stranger on the wire sees it, read with Bouncy Castle's own CMS. */
record WireCopy(Set<String> recipients, Dispatch.Protection protection, String text) {
    static WireCopy of(Dispatch.Copy copy) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            copy.content().copyTo(out);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return new WireCopy(
                copy.recipients().stream().map(Address::toString).collect(Collectors.toSet()),
                copy.protection(),
                out.toString(StandardCharsets.ISO_8859_1));
    }

    String header(String name) {
        return text.substring(0, text.indexOf("\r\n\r\n"))
                .replace("\r\n ", " ")
                .replace("\r\n\t", " ")
                .lines()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .findFirst()
                .orElse("")
                .replaceFirst("[^:]*:\\s*", "");
    }

    boolean signedDetached() {
        return header("Content-Type").startsWith("multipart/signed");
    }

    ContentCipher cipher() {
        ContentInfo info = ContentInfo.getInstance(der());
        EncryptedContentInfo content = isAuthenticated()
                ? AuthEnvelopedData.getInstance(info.getContent()).getAuthEncryptedContentInfo()
                : EnvelopedData.getInstance(info.getContent()).getEncryptedContentInfo();
        String oid = content.getContentEncryptionAlgorithm().getAlgorithm().getId();
        return ContentCipher.ofOid(oid).orElseThrow();
    }

    int recipientInfos() {
        return store().size();
    }

    /** Each RecipientInfo is for one of these, and each of these has one. */
    void assertEncryptedExactlyTo(TestIdentity... identities) {
        assertThat(recipientInfos()).isEqualTo(identities.length);
        for (TestIdentity identity : identities) {
            assertThat(readableBy(identity)).as("readable by %s", identity).isTrue();
        }
    }

    boolean readableBy(TestIdentity identity) {
        Collection<RecipientInformation> all = store().getRecipients();
        return all.stream().anyMatch(info -> info.getRID().match(holder(identity)));
    }

    private static X509CertificateHolder holder(TestIdentity identity) {
        try {
            return new JcaX509CertificateHolder(identity.certificate());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private RecipientInformationStore store() {
        return isAuthenticated()
                ? authEnveloped().getRecipientInfos()
                : enveloped().getRecipientInfos();
    }

    private boolean isAuthenticated() {
        return ContentInfo.getInstance(der()).getContentType().getId().equals("1.2.840.113549.1.9.16.1.23");
    }

    private CMSEnvelopedData enveloped() {
        try {
            return new CMSEnvelopedData(der());
        } catch (CMSException e) {
            throw new AssertionError("not enveloped: " + header("Content-Type"), e);
        }
    }

    private CMSAuthEnvelopedData authEnveloped() {
        try {
            return new CMSAuthEnvelopedData(der());
        } catch (CMSException e) {
            throw new AssertionError("not enveloped: " + header("Content-Type"), e);
        }
    }

    private byte[] der() {
        return Base64.getMimeDecoder().decode(text.substring(text.indexOf("\r\n\r\n")));
    }
}
