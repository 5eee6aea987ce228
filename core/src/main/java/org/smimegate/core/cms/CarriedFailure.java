package org.smimegate.core.cms;

import java.io.IOException;
import java.security.GeneralSecurityException;

/** Carries a failure out of the streams, which let only IOExceptions through; unpacked by {@link MessageProtector}. */
final class CarriedFailure extends IOException {
    private static final long serialVersionUID = 1L;

    private final ProtectionFailedException failure;

    private CarriedFailure(ProtectionFailedException failure) {
        super(failure);
        this.failure = failure;
    }

    interface Work<T> {
        T run() throws IOException, GeneralSecurityException, ProtectionFailedException;
    }

    static <T> T carrying(Work<T> work) throws IOException {
        try {
            return work.run();
        } catch (ProtectionFailedException e) {
            throw new CarriedFailure(e);
        } catch (GeneralSecurityException e) {
            throw new CarriedFailure(new ProtectionFailedException(e.toString(), e));
        }
    }

    ProtectionFailedException failure() {
        return failure;
    }
}
