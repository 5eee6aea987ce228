package org.smimegate.admin.tls;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.smimegate.admin.cert.CertificateView;
import org.smimegate.gateway.tls.HostNames;
import org.smimegate.gateway.tls.ProbeResult;
import org.smimegate.gateway.tls.ProbeResult.Encrypted;
import org.smimegate.gateway.tls.ProbeResult.HandshakeFailed;
import org.smimegate.gateway.tls.ServerFault;
import org.smimegate.gateway.tls.ServerFaults;

/** What a probe found, for people and as JSON. */
record TlsReport(MailServer server, ProbeResult result, List<ServerFault> faults, String believed) {
    private static final List<String> SHOWN = List.of(
            "subject",
            "issuer",
            "notBefore",
            "notAfter",
            "daysLeft",
            "names",
            "key",
            "signatureAlgorithm",
            "extendedKeyUsage");

    TlsReport {
        faults = List.copyOf(faults);
    }

    static TlsReport of(MailServer server, ProbeResult result, TlsOptions.Wish wish, Instant now) {
        List<ServerFault> faults = result instanceof Encrypted encrypted
                ? ServerFaults.of(encrypted, wish.trust().anchors(), server.host(), now)
                : List.of();
        return new TlsReport(server, result, faults, wish.believed());
    }

    TlsVerdict verdict() {
        return TlsVerdict.of(result);
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("host", server.host());
        json.put("port", server.port());
        json.put("result", token());
        json.put("detail", detail().orElse(null));
        json.put("good", verdict().good());
        if (result instanceof Encrypted encrypted) {
            json.put("protocol", encrypted.protocol());
            json.put("cipher", encrypted.cipher());
            json.put("trusted", encrypted.judgement().untrusted().isEmpty());
            json.put("named", encrypted.judgement().misnamed().isEmpty());
            json.put("matchingName", matchingName(encrypted).orElse(null));
        }
        json.put("chain", chain().stream().map(CertificateView::of).toList());
        json.put(
                "faults",
                faults.stream()
                        .map(fault -> Map.of("fault", fault.kind().token(), "text", fault.text()))
                        .toList());
        json.put("believed", believed);
        json.put(
                "requireTls",
                Map.of("verified", verdict().verified(), "any", verdict().any()));
        return json;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(server.toString());
        lines.add(field("STARTTLS", words()));
        if (result instanceof Encrypted encrypted) {
            lines.add(field("protocol", encrypted.protocol() + ", " + encrypted.cipher()));
        }
        for (int i = 0; i < chain().size(); i++) {
            addCertificate(lines, i);
        }
        if (result instanceof Encrypted encrypted) {
            lines.add(field("name", nameWords(encrypted)));
            lines.add(field("trust", trustWords(encrypted)));
        }
        faults.forEach(fault -> lines.add(field("fault", fault.kind().token() + ": " + fault.text())));
        lines.add(field("RequireTls", "peer=verified " + verdict().verified()));
        lines.add(field("", "peer=any " + verdict().any()));
        return lines;
    }

    private void addCertificate(List<String> lines, int index) {
        lines.add(field("certificate", (index + 1) + " of " + chain().size() + " sent"));
        Map<String, Object> view = CertificateView.of(chain().get(index));
        SHOWN.forEach(name -> lines.add("    %-18s %s".formatted(name, text(view.get(name)))));
    }

    private static String text(@Nullable Object value) {
        return value instanceof List<?> list
                ? String.join(", ", list.stream().map(String::valueOf).toList())
                : String.valueOf(value);
    }

    private static String field(String name, String value) {
        return "  %-12s %s".formatted(name, value);
    }

    private List<X509Certificate> chain() {
        if (result instanceof Encrypted encrypted) {
            return encrypted.chain();
        }
        return result instanceof HandshakeFailed failed ? failed.chain() : List.of();
    }

    private Optional<String> matchingName(Encrypted encrypted) {
        return HostNames.matching(encrypted.chain().get(0), server.host());
    }

    private String nameWords(Encrypted encrypted) {
        if (encrypted.judgement().misnamed().isPresent()) {
            return server.host() + " does not match (a * stands for exactly one label)";
        }
        return server.host() + " matches " + matchingName(encrypted).orElse("the common name of the subject");
    }

    private String trustWords(Encrypted encrypted) {
        return (encrypted.judgement().untrusted().isEmpty() ? "trusted by " : "not trusted by ") + believed;
    }

    private String token() {
        if (result instanceof Encrypted) {
            return "encrypted";
        }
        if (result instanceof HandshakeFailed) {
            return "handshake-failed";
        }
        if (result instanceof ProbeResult.Injected) {
            return "injected";
        }
        if (result instanceof ProbeResult.Refused) {
            return "refused";
        }
        return result instanceof ProbeResult.NotOffered ? "not-offered" : "unreachable";
    }

    private String words() {
        return token().replace('-', ' ') + detail().map(detail -> ": " + detail).orElse("");
    }

    private Optional<String> detail() {
        if (result instanceof HandshakeFailed failed) {
            return Optional.of(failed.why() + (isAboutProtocol(failed) ? " (TLS 1.2 or 1.3 is needed)" : ""));
        }
        if (result instanceof ProbeResult.Injected injected) {
            return Optional.of(
                    "text in clear after the answer to STARTTLS, by somebody on the line or a faulty server: "
                            + injected.text());
        }
        if (result instanceof ProbeResult.Refused refused) {
            return Optional.of(refused.code() + " " + refused.text());
        }
        return result instanceof ProbeResult.Unreachable unreachable
                ? Optional.of(unreachable.why())
                : Optional.empty();
    }

    private static boolean isAboutProtocol(HandshakeFailed failed) {
        return failed.why().contains("protocol_version") || failed.why().contains("protocol version");
    }
}
