package org.smimegate.core.cms;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.util.List;
import org.smimegate.core.message.Entity;
import org.smimegate.core.message.RawMessage;
import org.smimegate.core.message.SevenBit;
import org.smimegate.core.policy.SigningMode;

/** Signs and encrypts messages: any steps in one streaming pass, the first step innermost. Thread-safe. */
public final class MessageProtector {
    /**
     * Writes the protected message: header fields but Content-* stay in clear outside, byte for byte.
     *
     * @throws ProtectionFailedException a key, certificate or algorithm does not do; {@code out} then holds part of a
     *     message that must be thrown away
     * @throws IOException reading the message or writing to {@code out} failed
     */
    public void protect(RawMessage message, List<ProtectionStep> steps, OutputStream out)
            throws IOException, ProtectionFailedException {
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("protect: no steps (expected: at least one)");
        }
        try {
            message.writeWith(wrapped(message, steps), List.of(), field -> false, out);
        } catch (CarriedFailure e) {
            throw e.failure();
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new ProtectionFailedException(e.toString(), e);
        }
    }

    private static Entity wrapped(RawMessage message, List<ProtectionStep> steps)
            throws IOException, GeneralSecurityException, ProtectionFailedException {
        Content content = Content.of(message, steps.get(0));
        for (ProtectionStep step : steps) {
            content = new Content(wrap(content, step), true);
        }
        return content.entity();
    }

    private static Entity wrap(Content content, ProtectionStep step)
            throws IOException, GeneralSecurityException, ProtectionFailedException {
        if (step instanceof ProtectionStep.Sign sign) {
            return sign(content, sign);
        }
        return encrypt(content.entity(), (ProtectionStep.Encrypt) step);
    }

    private static Entity sign(Content content, ProtectionStep.Sign step)
            throws GeneralSecurityException, ProtectionFailedException {
        CmsSigner signer = CmsSigner.of(step);
        if (step.mode() == SigningMode.DETACHED && content.sevenBit()) {
            return new DetachedSignedEntity(content.entity(), signer);
        }
        return new CmsEntity(CmsFields.pkcs7Mime("signed-data"), new SignedObject(content.entity(), signer));
    }

    private static Entity encrypt(Entity content, ProtectionStep.Encrypt step)
            throws IOException, GeneralSecurityException, ProtectionFailedException {
        String type = step.cipher().authenticated() ? "authEnveloped-data" : "enveloped-data";
        return new CmsEntity(CmsFields.pkcs7Mime(type), EnvelopedObject.of(content, step));
    }

    /** What a step goes around. */
    private record Content(Entity entity, boolean sevenBit) {
        /** The message itself, recoded only for a signature: encryption ends in base64 anyway. */
        static Content of(RawMessage message, ProtectionStep first) {
            if (first instanceof ProtectionStep.Encrypt) {
                return new Content(message.entity(), false);
            }
            SevenBit.Prepared prepared = SevenBit.prepare(message);
            return new Content(prepared.entity(), prepared instanceof SevenBit.Prepared.Ready);
        }
    }
}
