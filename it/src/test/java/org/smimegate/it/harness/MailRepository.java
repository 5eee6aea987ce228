package org.smimegate.it.harness;

import java.util.List;
import org.awaitility.Awaitility;

/** A mail repository of a running server, seen through WebAdmin. */
public final class MailRepository {
    private final WebAdmin admin;
    private final String path;

    MailRepository(WebAdmin admin, String path) {
        this.admin = admin;
        this.path = path;
    }

    public int count() {
        return admin.keys(path).size();
    }

    /** The stored messages, in no particular order. */
    public List<RawMail> mails() {
        return admin.keys(path).stream().map(key -> admin.mail(path, key)).toList();
    }

    /** Waits until exactly this many mails lie there. */
    public List<RawMail> await(int count) {
        Awaitility.await("repository " + path + " holds " + count)
                .atMost(Waits.MAIL)
                .pollInterval(Waits.POLL)
                .until(this::count, found -> found == count);
        return mails();
    }

    /** Waits for the mail of that subject, whatever else lies there. */
    public RawMail await(String subject) {
        return Waits.forSubject("repository " + path, subject, () -> mails().stream());
    }

    public RawMail awaitOne() {
        return await(1).get(0);
    }
}
