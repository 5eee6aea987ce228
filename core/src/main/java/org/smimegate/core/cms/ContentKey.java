package org.smimegate.core.cms;

import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.smimegate.core.outcome.UnreadableMessageException;

/**
 * A content key, maybe the right one.
 *
 * @param alias of the own key that gave it
 */
record ContentKey(String alias, SecretKey key) {
    /** More of our keys than any message needs; bounds the private key operations for one message. */
    private static final int MOST_TRIES = 8;

    /** The first content key that one of the ways gives; which of them failed, and how, is not told. */
    static Optional<ContentKey> first(List<AddressedKey> ways, ContentAlgorithm algorithm) {
        return ways.stream()
                .limit(MOST_TRIES)
                .flatMap(way -> octets(way, algorithm.keyBytes()).stream()
                        .map(octets ->
                                new ContentKey(way.key().alias(), new SecretKeySpec(octets, algorithm.keyType()))))
                .findFirst();
    }

    private static Optional<byte[]> octets(AddressedKey way, int length) {
        try {
            return Optional.of(decrypt(way, length)).filter(octets -> octets.length == length);
        } catch (GeneralSecurityException | UnreadableMessageException | RuntimeException e) {
            // Libraries throw anything at odd parameters; from outside it must not differ from a wrong key (rule 2).
            return Optional.empty();
        }
    }

    private static byte[] decrypt(AddressedKey way, int length)
            throws GeneralSecurityException, UnreadableMessageException {
        if (way instanceof AddressedKey.Agreed agreed) {
            return AgreedContentKey.decrypt(agreed);
        }
        AddressedKey.Transported transported = (AddressedKey.Transported) way;
        return RsaContentKey.decrypt(transported.info(), transported.key().key(), length);
    }
}
