package org.smimegate.admin.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.smimegate.admin.console.CannotRunException;
import org.smimegate.admin.console.Console;
import org.smimegate.admin.console.ExitStatus;
import org.smimegate.admin.console.JsonOption;
import org.smimegate.admin.server.Installation;
import org.smimegate.admin.server.ServerFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code smimegate demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Two gateways on the loopback interface, a message from one organisation to the other, and what"
                + " crosses the wire between them. Exit status 0 only if everything held.")
public final class DemoCommand implements Callable<Integer> {
    private static final int END_SECONDS = 30;

    private final Console console;

    @Mixin
    private final JsonOption json = new JsonOption();

    @Option(names = "--keep", description = "Keep the folder with configurations and logs, and print its name.")
    private boolean keep;

    public DemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CannotRunException, IOException, InterruptedException {
        Installation installation = Installation.find();
        Path folder = Files.createTempDirectory("smimegate-demo-");
        CountDownLatch ended = new CountDownLatch(1);
        endWellWhenInterrupted(ended);
        try {
            Story story = new Story(console, json.wanted());
            new Demonstration(story, installation, folder).run();
            story.say("");
            story.say(story.summary());
            return story.allHeld() ? ExitStatus.DONE : ExitStatus.NO;
        } finally {
            clean(folder);
            ended.countDown();
        }
    }

    /** On Ctrl-C this Java ends only after the servers are stopped and the folder is gone. */
    private static void endWellWhenInterrupted(CountDownLatch ended) {
        Thread worker = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (ended.getCount() > 0) {
                worker.interrupt();
                awaitQuietly(ended);
            }
        }));
    }

    private static void awaitQuietly(CountDownLatch ended) {
        try {
            if (!ended.await(END_SECONDS, TimeUnit.SECONDS)) {
                Thread.currentThread().interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void clean(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        if (keep) {
            console.remark("kept " + folder);
            return;
        }
        try {
            ServerFolder.delete(folder);
        } catch (IOException e) {
            console.remark(folder + ": cannot be removed: " + e.getMessage());
        }
    }
}
