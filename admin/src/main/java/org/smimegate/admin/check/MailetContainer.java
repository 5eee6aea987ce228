package org.smimegate.admin.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** mailetcontainer.xml as James understands it: processors with their matchers and mailets. */
record MailetContainer(int line, List<Processor> processors) {
    static final String FILE = "mailetcontainer.xml";

    MailetContainer {
        processors = List.copyOf(processors);
    }

    record Processor(String name, int line, List<Match> matchers, List<Mailet> mailets) {
        Processor {
            matchers = List.copyOf(matchers);
            mailets = List.copyOf(mailets);
        }
    }

    /**
     * A matcher with its condition.
     *
     * @param name of a composite matcher; empty: it has none
     * @param both whether match and notmatch are given, which James refuses
     */
    record Match(String text, int line, String name, boolean both) {
        String className() {
            int end = text.indexOf('=');
            return end < 0 ? text : text.substring(0, end);
        }

        Optional<String> condition() {
            int end = text.indexOf('=');
            return end < 0 ? Optional.empty() : Optional.of(text.substring(end + 1));
        }
    }

    record Mailet(String className, int line, Optional<Match> match, List<Parameter> parameters) {
        Mailet {
            parameters = List.copyOf(parameters);
        }

        /** James finds its own by their simple names. */
        boolean is(String simpleName) {
            return className.substring(className.lastIndexOf('.') + 1).equals(simpleName);
        }

        Optional<Parameter> parameter(String name) {
            return parameters.stream().filter(p -> p.name().equals(name)).findFirst();
        }
    }

    /** Its value is that of all elements of the name, as James joins them. */
    record Parameter(String name, String value, int line) {}

    static MailetContainer of(ConfElement root) {
        return new MailetContainer(
                root.line(),
                root.children("processors").stream()
                        .flatMap(processors -> processors.children("processor").stream())
                        .map(MailetContainer::processor)
                        .toList());
    }

    Stream<Mailet> mailets() {
        return processors.stream().flatMap(processor -> processor.mailets().stream());
    }

    private static Processor processor(ConfElement element) {
        return new Processor(
                element.attribute("state").orElse(""),
                element.line(),
                element.children("matcher").stream()
                        .flatMap(MailetContainer::matches)
                        .toList(),
                element.children("mailet").stream().map(MailetContainer::mailet).toList());
    }

    /** A matcher and those inside it. */
    private static Stream<Match> matches(ConfElement element) {
        return Stream.concat(
                match(element).stream(), element.children("matcher").stream().flatMap(MailetContainer::matches));
    }

    private static Optional<Match> match(ConfElement element) {
        Optional<String> match = element.attribute("match");
        Optional<String> not = element.attribute("notmatch");
        return match.or(() -> not)
                .map(text -> new Match(
                        text,
                        element.line(),
                        element.attribute("name").orElse(""),
                        match.isPresent() && not.isPresent()));
    }

    private static Mailet mailet(ConfElement element) {
        List<Parameter> parameters = new ArrayList<>();
        element.children().forEach(child -> add(child, "", parameters));
        return new Mailet(element.attribute("class").orElse("").strip(), element.line(), match(element), parameters);
    }

    private static void add(ConfElement element, String prefix, List<Parameter> parameters) {
        String name = prefix + element.name();
        if (element.children().isEmpty() || !element.text().isEmpty()) {
            Optional<Parameter> before =
                    parameters.stream().filter(p -> p.name().equals(name)).findFirst();
            before.ifPresent(parameters::remove);
            String value = before.map(p -> p.value() + ",").orElse("") + element.text();
            parameters.add(new Parameter(name, value, element.line()));
        }
        element.children().forEach(child -> add(child, name + ".", parameters));
    }
}
