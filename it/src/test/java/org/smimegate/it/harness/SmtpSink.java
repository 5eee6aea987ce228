package org.smimegate.it.harness;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.internal.server.BaseCommand;
import org.subethamail.smtp.internal.server.Command;
import org.subethamail.smtp.server.SMTPServer;
import org.subethamail.smtp.server.Session;

/** The next hop: takes every mail and keeps what crossed the wire, byte for byte. */
public final class SmtpSink implements AutoCloseable {

    /** A mail as it came: the whole MAIL command with its parameters, recipients, bytes, and whether TLS was up. */
    public record Received(String mailCommand, String from, List<String> to, RawMail mail, boolean tls) {}

    /** What the sink does differently from a friendly server. */
    public static final class Options {
        private Optional<SSLContext> tls = Optional.empty();
        private boolean eightBit = true;
        private Optional<Consumer<Received>> consumer = Optional.empty();

        private Options() {}

        /** Offers STARTTLS. */
        public Options tls(SSLContext context) {
            tls = Optional.of(context);
            return this;
        }

        /** Does not offer 8BITMIME (RFC 6152). */
        public Options withoutEightBit() {
            eightBit = false;
            return this;
        }

        /** Hands every mail to this, from several threads at once, and keeps none. */
        public Options handingTo(Consumer<Received> receiver) {
            consumer = Optional.of(receiver);
            return this;
        }

        public SmtpSink start() {
            return new SmtpSink(this);
        }
    }

    private final SMTPServer server;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Consumer<Received> consumer;
    private final Map<Session, String> mailCommands = new WeakHashMap<>();
    private volatile Optional<RejectException> refusal = Optional.empty();

    private SmtpSink(Options options) {
        consumer = options.consumer.orElse(received::add);
        SMTPServer.Builder builder = SMTPServer.port(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .hostName("sink.example")
                .insertReceivedHeaders(false)
                .messageHandlerFactory(Transaction::new);
        options.tls.ifPresent(context -> builder.enableTLS().startTlsSocketFactory(context));
        server = builder.build();
        replaceCommands(options);
        server.start();
    }

    /** A friendly sink without TLS. */
    public static SmtpSink start() {
        return options().start();
    }

    public static Options options() {
        return new Options();
    }

    public int port() {
        return server.getPortAllocated();
    }

    /** From now on every recipient is answered with this, for example {@code 451, "4.3.0 later"}. */
    public void refuse(int code, String text) {
        refusal = Optional.of(new RejectException(code, text));
    }

    public void refuseNoMore() {
        refusal = Optional.empty();
    }

    public List<Received> received() {
        return List.copyOf(received);
    }

    /** Waits until exactly this many mails have come. */
    public List<Received> await(int count) {
        return Awaitility.await("the sink holds " + count)
                .atMost(Waits.MAIL)
                .pollInterval(Waits.POLL)
                .until(this::received, mails -> mails.size() == count);
    }

    /** Waits for the mail of that subject, whatever else came. */
    public RawMail await(String subject) {
        return Waits.forSubject("the sink", subject, () -> received.stream().map(Received::mail));
    }

    public Received awaitOne() {
        return await(1).get(0);
    }

    public void clear() {
        received.clear();
    }

    @Override
    public void close() {
        server.stop();
    }

    private void replaceCommands(Options options) {
        var commands = server.getCommandHandler();
        commands.addCommand(new RecordingMail(commands.getCommand("MAIL")));
        if (!options.eightBit) {
            commands.addCommand(new SevenBitEhlo(options.tls.isPresent()));
        }
    }

    private final class Transaction implements MessageHandler {
        private final Session session;
        private final List<String> to = new ArrayList<>();
        private String from = "";

        Transaction(MessageContext context) {
            session = (Session) context;
        }

        @Override
        public void from(String address) {
            from = address;
        }

        @Override
        public void recipient(String address) throws RejectException {
            if (refusal.isPresent()) {
                throw refusal.get();
            }
            to.add(address);
        }

        @Override
        public String data(InputStream data) throws IOException {
            RawMail mail = new RawMail(data.readAllBytes());
            consumer.accept(new Received(mailCommand(session), from, List.copyOf(to), mail, session.isTLSStarted()));
            return "kept";
        }

        @Override
        public void done() {}
    }

    private String mailCommand(Session session) {
        synchronized (mailCommands) {
            return mailCommands.getOrDefault(session, "");
        }
    }

    /** Remembers the parameters of MAIL, which the library does not hand on. */
    private final class RecordingMail extends BaseCommand {
        private final Command original;

        RecordingMail(Command original) {
            super("MAIL", "Specifies the sender.");
            this.original = original;
        }

        @Override
        public void execute(String line, Session session) throws IOException {
            synchronized (mailCommands) {
                mailCommands.put(session, line);
            }
            try {
                original.execute(line, session);
            } catch (org.subethamail.smtp.DropConnectionException e) {
                throw new IOException(e);
            }
        }
    }

    /** The library's own EHLO always offers 8BITMIME. */
    private static final class SevenBitEhlo extends BaseCommand {
        private final boolean tls;

        SevenBitEhlo(boolean tls) {
            super("EHLO", "Introduce yourself.", "<hostname>");
            this.tls = tls;
        }

        @Override
        public void execute(String line, Session session) throws IOException {
            session.resetMailTransaction();
            session.setHelo(getArgPredicate(line).trim());
            String startTls = tls && !session.isTLSStarted() ? "\r\n250-STARTTLS" : "";
            session.sendResponse("250-sink.example" + startTls + "\r\n250 Ok");
        }
    }
}
