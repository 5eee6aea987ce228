package org.smimegate.admin.cert;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import org.smimegate.admin.console.CannotRunException;

/** A certificate request as mail: MIME type application/pkcs10 (RFC 5967), for CAs that take requests so. */
final class RequestMail {
    private static final String FIELDS = """
            MIME-Version: 1.0
            Subject: Certificate request
            Content-Type: application/pkcs10; name=smime.p10
            Content-Transfer-Encoding: base64
            Content-Disposition: attachment; filename=smime.p10

            """;

    private static final int LINE = 76;

    private RequestMail() {}

    static void write(Path file, byte[] request) throws CannotRunException {
        String base64 = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(request);
        String message = (FIELDS + base64 + "\n").replace("\n", "\r\n");
        try {
            Files.write(file, message.getBytes(StandardCharsets.US_ASCII), StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw KeystoreFile.exists(file, "a new file");
        } catch (IOException e) {
            throw new CannotRunException(file + ": cannot be written: " + e.getMessage(), e);
        }
    }
}
