package org.smimegate.admin.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.smimegate.admin.console.CannotRunException;

/** James' web administration: users and mail repositories. */
public final class WebAdmin {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();
    private final String base;

    public WebAdmin(int port) {
        this.base = "http://127.0.0.1:" + port;
    }

    public void addUser(String address, String password) throws IOException, InterruptedException, CannotRunException {
        String body = JSON.writeValueAsString(Map.of("password", password));
        ask(request("/users/" + encoded(address)).PUT(HttpRequest.BodyPublishers.ofString(body, UTF_8)));
    }

    /** Names of the mails in a repository, for example {@code var/mail/quarantine}. */
    public List<String> mails(String repository) throws IOException, InterruptedException, CannotRunException {
        List<String> names = new ArrayList<>();
        ask(request("/mailRepositories/" + encoded(repository) + "/mails").GET())
                .forEach(name -> names.add(name.asText()));
        return names;
    }

    /** The attributes and state of one mail of a repository. */
    public JsonNode mail(String repository, String name) throws IOException, InterruptedException, CannotRunException {
        return ask(request("/mailRepositories/" + encoded(repository) + "/mails/" + encoded(name)
                        + "?additionalFields=attributes")
                .GET());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(LIMIT).header("Accept", "application/json");
    }

    private JsonNode ask(HttpRequest.Builder request) throws IOException, InterruptedException, CannotRunException {
        HttpRequest asked = request.build();
        HttpResponse<String> answer = http.send(asked, HttpResponse.BodyHandlers.ofString(UTF_8));
        if (answer.statusCode() / 100 != 2) {
            throw new CannotRunException("web administration: " + asked.method() + " "
                    + asked.uri().getPath() + ": status " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body().isEmpty() ? "null" : answer.body());
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, UTF_8).replace("+", "%20");
    }
}
