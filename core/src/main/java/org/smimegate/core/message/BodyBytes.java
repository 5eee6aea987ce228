package org.smimegate.core.message;

/**
 * What the scan saw in a body (for a multipart: in everything outside its children).
 *
 * @param eightBits how many bytes above 127
 * @param nul a NUL byte
 * @param bareCr a CR that is no line end
 * @param longLine a line over 998 bytes
 * @param fromLine a line that starts with "From "
 * @param trailingBlank a line that ends in blank or tab
 * @param bareLf a line that ends in LF alone
 */
public record BodyBytes(
        long eightBits,
        boolean nul,
        boolean bareCr,
        boolean longLine,
        boolean fromLine,
        boolean trailingBlank,
        boolean bareLf) {

    /** Holds a byte above 127. */
    public boolean eightBit() {
        return eightBits > 0;
    }

    /** True if transports leave these bytes as they are (RFC 8551 section 3.1.3). */
    public boolean safe() {
        return !(eightBit() || nul || bareCr || longLine || fromLine || trailingBlank);
    }
}
