package org.smimegate.gateway.rules;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.smimegate.core.outcome.DomainName;
import org.smimegate.gateway.ConfigurationException;

/**
 * The parameters of RemoteDelivery that RequireTls passes on. RemoteDelivery takes its defaults for what it cannot read;
 * here that refuses to start.
 */
record DeliveryParameters(Map<String, String> values) {
    static final List<String> NAMES = List.of(
            "gateway",
            "gatewayPort",
            "gatewayUsername",
            "gatewayPassword",
            "delayTime",
            "maxRetries",
            "maxDnsProblemRetries",
            "deliveryThreads",
            "timeout",
            "connectiontimeout",
            "bind",
            "heloName",
            "sendpartial",
            "usePriority",
            "loadBalancing",
            "debug",
            "startTLS",
            "onSuccess");

    private static final List<String> FLAGS = List.of("sendpartial", "usePriority", "loadBalancing", "debug");
    private static final List<String> NUMBERS =
            List.of("maxRetries", "maxDnsProblemRetries", "timeout", "connectiontimeout");
    private static final List<String> HOSTS = List.of("bind", "heloName");
    private static final List<String> WEAKENING = List.of("sslenable", "verifyserveridentity", "ssltrustallcerts");

    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final Pattern GATEWAY = Pattern.compile("([^\\s:,]+)(?::(\\d{1,5}))?");

    /** As James reads it: how often, and how long, in milliseconds if no unit is said. */
    private static final Pattern DELAY = Pattern.compile(
            "(?:(\\d{1,9})\\s*\\*\\s*)?\\d{1,9}\\s*(?:ms|msecs?|s|secs?|seconds?|m|mins?|minutes?|h|hours?|d|days?"
                    + "|w|weeks?|months?|y|years?)?",
            Pattern.CASE_INSENSITIVE);

    private static final int MAX_PORT = 65_535;

    /** What RemoteDelivery tries at least, whatever {@code maxRetries} says. */
    private static final int DEFAULT_ATTEMPTS = 1;

    /**
     * Names first what would let mail leave in clear or to the wrong server.
     *
     * @throws ConfigurationException there is such a parameter
     */
    static void refuseWeakening(MailetParameters parameters) throws ConfigurationException {
        for (String name : new TreeSet<>(parameters.written().keySet())) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith("mail.") || WEAKENING.contains(lower)) {
                throw new ConfigurationException(
                        name + ": could weaken TLS, which is always STARTTLS (expected: nothing;"
                                + " parameter peer says what the server must show)");
            }
        }
    }

    /** @throws ConfigurationException RemoteDelivery would not do what one of them says */
    Map<String, String> checked() throws ConfigurationException {
        startTls();
        for (String flag : FLAGS) {
            check(flag, List.of("true", "false").contains(value(flag, "true")), "true, false");
        }
        for (String number : NUMBERS) {
            check(number, NUMBER.matcher(value(number, "0")).matches(), "a number");
        }
        check("deliveryThreads", number("deliveryThreads", 1) > 0, "a number above 0");
        for (String host : HOSTS) {
            check(host, DomainName.isValid(value(host, "localhost")), "a host name or an IPv4 address");
        }
        gateways();
        login();
        retries();
        return passedOn();
    }

    private void startTls() throws ConfigurationException {
        check("startTLS", value("startTLS", "true").equals("true"), "true, or nothing: TLS is always required");
    }

    private void gateways() throws ConfigurationException {
        String expected = "HOST or HOST:PORT, separated by commas";
        for (String server : value("gateway", "localhost").split(",", -1)) {
            Matcher matcher = GATEWAY.matcher(server.strip());
            check("gateway", matcher.matches(), expected);
            check("gateway", DomainName.isValid(matcher.group(1)) && isPort(matcher.group(2)), expected);
        }
        check("gatewayPort", isPort(value("gatewayPort", "25")), "a port");
    }

    private static boolean isPort(@Nullable String text) {
        if (text == null) {
            return true;
        }
        int port = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
        return port > 0 && port <= MAX_PORT;
    }

    private void login() throws ConfigurationException {
        boolean user = values.containsKey("gatewayUsername");
        if (user != values.containsKey("gatewayPassword")) {
            throw new ConfigurationException(
                    "gatewayUsername, gatewayPassword: one of them (expected: both or neither)");
        }
        if (user && !values.containsKey("gateway")) {
            throw new ConfigurationException("gatewayUsername: no gateway (expected: gateway)");
        }
    }

    /** RemoteDelivery raises too small a number of retries, and takes its own delays for those it cannot read. */
    private void retries() throws ConfigurationException {
        int attempts = values.containsKey("delayTime") ? attempts() : DEFAULT_ATTEMPTS;
        check(
                "maxRetries",
                number("maxRetries", attempts) >= attempts,
                "at least " + attempts + ", the attempts of delayTime");
    }

    private int attempts() throws ConfigurationException {
        int attempts = 0;
        for (String part : value("delayTime", "").split(",", -1)) {
            attempts += attempts(part.strip());
        }
        check("delayTime", attempts > 0, "at least one attempt");
        return attempts;
    }

    private int attempts(String part) throws ConfigurationException {
        Matcher delay = DELAY.matcher(part);
        check("delayTime", delay.matches(), "delays such as 5 minutes, 3*1 hour");
        return delay.group(1) == null ? 1 : Integer.parseInt(delay.group(1));
    }

    private Map<String, String> passedOn() {
        Map<String, String> passedOn = new LinkedHashMap<>(values);
        passedOn.keySet().retainAll(NAMES);
        return passedOn;
    }

    private String value(String name, String standard) {
        return values.getOrDefault(name, standard);
    }

    private int number(String name, int standard) {
        String value = value(name, Integer.toString(standard));
        return NUMBER.matcher(value).matches() ? Integer.parseInt(value) : 0;
    }

    private void check(String name, boolean good, String expected) throws ConfigurationException {
        if (!good) {
            throw refused(name, expected);
        }
    }

    private ConfigurationException refused(String name, String expected) {
        return new ConfigurationException(name + ": " + values.get(name) + " (expected: " + expected + ")");
    }
}
