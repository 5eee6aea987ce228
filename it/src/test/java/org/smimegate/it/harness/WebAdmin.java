package org.smimegate.it.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** James' own administration over HTTP: domains, users, and what lies in its repositories. */
public final class WebAdmin {
    private static final Pattern REPOSITORY_PATH = Pattern.compile("\"path\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern NEXT_DELIVERY = Pattern.compile("\"(nextDelivery)\"");
    private static final String SPOOL = "/mailQueues/spool";
    private static final Pattern STRING = Pattern.compile("\"([^\"]+)\"");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final int port;

    WebAdmin(int port) {
        this.port = port;
    }

    public void addDomain(String domain) {
        expect(204, put("/domains/" + encoded(domain), ""));
    }

    public void addUser(String address, String password) {
        expect(204, put("/users/" + encoded(address), "{\"password\":\"" + password + "\"}"));
    }

    /** A repository by its path, for example {@code var/mail/error}; one that does not exist yet is empty. */
    public MailRepository repository(String path) {
        return new MailRepository(this, path);
    }

    /** Every repository that exists with the number of mails in it: nothing lost shows as a sum over these. */
    public Map<String, Integer> repositories() {
        return matches(REPOSITORY_PATH, text(get("/mailRepositories")))
                .collect(Collectors.toMap(path -> path, path -> keys(path).size()));
    }

    /** Sends every mail of a repository to a processor. */
    public void reprocess(String repository, String processor) {
        String path = "/mailRepositories/" + encoded(repository) + "/mails?action=reprocess&processor=" + processor;
        expect(201, send(request(path).method("PATCH", BodyPublishers.noBody())));
    }

    /** Empties every repository, for the next test on the same server. */
    public void clearRepositories() {
        for (String path : repositories().keySet()) {
            for (String key : keys(path)) {
                expect(204, send(request(mailPath(path, key)).DELETE()));
            }
        }
    }

    /** How many mails wait in the spool for their time to come. */
    public int delayed() {
        return (int) matches(NEXT_DELIVERY, text(expect(200, get(SPOOL + "/mails?delayed=true"))))
                .count();
    }

    /** Ends the waiting of all mails in the spool. */
    public void deliverNow() {
        expect(
                204,
                send(request(SPOOL + "/mails?delayed=true")
                        .method("PATCH", BodyPublishers.ofString("{\"delayed\":\"false\"}"))));
    }

    List<String> keys(String repository) {
        HttpResponse<byte[]> response = get("/mailRepositories/" + encoded(repository) + "/mails");
        return response.statusCode() == 404
                ? List.of()
                : matches(STRING, text(expect(200, response))).toList();
    }

    RawMail mail(String repository, String key) {
        var request = request(mailPath(repository, key)).header("Accept", "message/rfc822");
        return new RawMail(expect(200, send(request)).body());
    }

    private static String mailPath(String repository, String key) {
        return "/mailRepositories/" + encoded(repository) + "/mails/" + encoded(key);
    }

    /** Sends on what comes for this user to somebody else. */
    public void forward(String user, String target) {
        expect(204, put("/address/forwards/" + encoded(user) + "/targets/" + encoded(target), ""));
    }

    /** From now on this script decides about mail for the user, wherever the configuration has the Sieve mailet. */
    public void sieve(String user, String script) {
        expect(204, put("/sieve/" + encoded(user) + "/scripts/test?activate=true", script));
    }

    /** From now on this user is away, for the VacationMailet. */
    public void vacation(String user, String subject, String text) {
        String vacation = "{\"enabled\":true,\"subject\":\"" + subject + "\",\"textBody\":\"" + text + "\"}";
        expect(204, send(request("/vacation/" + encoded(user)).POST(BodyPublishers.ofString(vacation))));
    }

    /** From now on this user is back. */
    public void noVacation(String user) {
        expect(204, send(request("/vacation/" + encoded(user)).DELETE()));
    }

    /** Any other resource of WebAdmin, as it answers. */
    public HttpResponse<byte[]> get(String path) {
        return send(request(path));
    }

    private HttpResponse<byte[]> put(String path, String body) {
        return send(request(path).PUT(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("WebAdmin", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static HttpResponse<byte[]> expect(int status, HttpResponse<byte[]> response) {
        if (response.statusCode() != status) {
            throw new AssertionError(response.request().method() + " " + response.uri() + " answered "
                    + response.statusCode() + " (expected " + status + "): " + text(response));
        }
        return response;
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), UTF_8);
    }

    private static Stream<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult result) -> result.group(1));
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, UTF_8).replace("+", "%20");
    }
}
