package org.smimegate.it.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

/** How a foreign tool ended, what it wrote, and what it said. */
public record ToolResult(int exitCode, byte[] output, String errors) {
    public String text() {
        return new String(output, UTF_8);
    }
}
