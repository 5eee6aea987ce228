package org.smimegate.core.cms;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientInfo;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientEncryptedKey;
import org.smimegate.core.outcome.UnreadableMessageException;
import org.smimegate.core.policy.Limits;

/**
 * Finds out of all RecipientInfos those for our keys, at most one for each key (rule 3). Key-encryption-key and other
 * recipients are passed over; a password recipient is remembered, for such a message is refused (rule 16).
 */
final class RecipientScan {
    /** An RSA recipient is one; key agreement may name all recipients at once. */
    private static final int MAX_SINGLE = 16 * 1024;

    private static final int MAX_ELEMENT = 256 * 1024;
    private static final int KEY_AGREEMENT = BerElement.context(1);
    private static final int PASSWORD = BerElement.context(3);

    private final List<DecryptionKey> keys;
    private final Limits limits;
    private final Map<DecryptionKey, AddressedKey> found = new LinkedHashMap<>();
    private int seen;
    private boolean password;

    RecipientScan(List<DecryptionKey> keys, Limits limits) {
        this.keys = keys;
        this.limits = limits;
    }

    /** @param ber stands before the RecipientInfos */
    void read(BerStream ber) throws IOException, UnreadableMessageException {
        ber.enter(BerElement.SET);
        while (!ber.atEnd()) {
            readOne(ber);
        }
        ber.leave();
        if (seen == 0) {
            throw UnreadableMessageException.malformed("no recipients");
        }
    }

    /** What is for us, in the order in which the keys are preferred. */
    List<AddressedKey> addressed() {
        List<AddressedKey> inOrder = new ArrayList<>();
        keys.stream().filter(found::containsKey).forEach(key -> inOrder.add(found.get(key)));
        return inOrder;
    }

    boolean hasPasswordRecipient() {
        return password;
    }

    private void readOne(BerStream ber) throws IOException, UnreadableMessageException {
        int tag = ber.peek().tag();
        ASN1Primitive info = ber.object(tag == BerElement.SEQUENCE ? MAX_SINGLE : MAX_ELEMENT);
        if (tag == BerElement.SEQUENCE) {
            count(1);
            transport(KeyTransRecipientInfo.getInstance(info));
        } else if (tag == KEY_AGREEMENT) {
            agreement(KeyAgreeRecipientInfo.getInstance((ASN1TaggedObject) info, false));
        } else {
            count(1);
            password |= tag == PASSWORD;
        }
    }

    private void transport(KeyTransRecipientInfo info) {
        CertificateId id = CertificateId.of(info.getRecipientIdentifier());
        keys.stream()
                .filter(key -> id.matches(key.certificate()))
                .forEach(key -> found.putIfAbsent(key, new AddressedKey.Transported(key, info)));
    }

    private void agreement(KeyAgreeRecipientInfo info) throws UnreadableMessageException {
        for (ASN1Encodable element : info.getRecipientEncryptedKeys()) {
            count(1);
            RecipientEncryptedKey wrapped = RecipientEncryptedKey.getInstance(element);
            CertificateId id = CertificateId.of(wrapped.getIdentifier());
            byte[] octets = wrapped.getEncryptedKey().getOctets();
            keys.stream()
                    .filter(key -> id.matches(key.certificate()))
                    .forEach(key -> found.putIfAbsent(key, new AddressedKey.Agreed(key, info, octets)));
        }
    }

    private void count(int more) throws UnreadableMessageException {
        seen += more;
        if (seen > limits.recipients()) {
            throw UnreadableMessageException.limit("recipients: more than " + limits.recipients());
        }
    }
}
