package org.smimegate.core.message;

import java.net.IDN;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.smimegate.core.outcome.Address;

/**
 * An address list (RFC 5322 section 3.4; RFC 6854 groups). Strict about what an address is: whatever readers could
 * take for something else, or for more, gives no address and counts as at least one mailbox.
 *
 * @param count how many mailboxes it names, in doubt rather more
 * @param addresses the readable ones
 */
record MailboxList(int count, List<Address> addresses) {
    /** RFC 1035 section 2.3.4; the conversion takes quadratic time. */
    private static final int MAX_DOMAIN = 255;

    static MailboxList parse(String text) {
        return new Parser(text).parse();
    }

    private static final class Parser {
        private final String text;
        private final List<Address> addresses = new ArrayList<>();
        private final List<MailboxToken> element = new ArrayList<>();
        private int count;
        private boolean inAngle;
        private boolean inGroup;
        private boolean groupEnded;
        private int countBeforeGroup;

        Parser(String text) {
            this.text = text;
        }

        MailboxList parse() {
            for (MailboxToken token : MailboxToken.all(text)) {
                take(token);
            }
            endElement(text.length());
            if (inGroup) {
                count++;
            }
            return new MailboxList(count, List.copyOf(addresses));
        }

        private void take(MailboxToken token) {
            if (!inAngle && token.is(',')) {
                endElement(token.at());
            } else if (!inAngle && token.is(':') && !inGroup && isGroupName()) {
                element.clear();
                inGroup = true;
                countBeforeGroup = count;
            } else if (!inAngle && token.is(';') && inGroup) {
                endElement(token.at());
                count = Math.max(count, countBeforeGroup + 1);
                inGroup = false;
                groupEnded = true;
            } else {
                inAngle = (inAngle || token.is('<')) && !token.is('>');
                element.add(token);
            }
        }

        private boolean isGroupName() {
            return !groupEnded && !element.isEmpty() && isPhrase(element);
        }

        /** Between two commas. Nothing at all is no mailbox (RFC 5322 section 4.4). */
        private void endElement(int end) {
            if (!element.isEmpty()) {
                Optional<Address> address = groupEnded ? Optional.empty() : mailbox();
                address.ifPresent(addresses::add);
                count += address.isPresent() ? 1 + hiddenMailboxes(address.get()) : doubtful(end);
            }
            element.clear();
            groupEnded = false;
        }

        private int doubtful(int end) {
            long signs = text.substring(element.get(0).at(), end)
                    .chars()
                    .filter(c -> c == '@')
                    .count();
            return (int) Math.max(1, signs);
        }

        private Optional<Address> mailbox() {
            int open = 0;
            while (open < element.size() && !element.get(open).is('<')) {
                open++;
            }
            if (open == element.size()) {
                return address(element);
            }
            int last = element.size() - 1;
            return element.get(last).is('>') && isPhrase(element.subList(0, open))
                    ? address(element.subList(open + 1, last))
                    : Optional.empty();
        }

        private static boolean isPhrase(List<MailboxToken> tokens) {
            return tokens.stream()
                    .allMatch(token -> token.kind() == MailboxToken.Kind.ATOM
                            || token.kind() == MailboxToken.Kind.QUOTED
                            || token.is('.'));
        }

        /** A display name that shows another address in angle brackets fools readers that decode or search first. */
        private int hiddenMailboxes(Address real) {
            StringBuilder shown = new StringBuilder();
            for (MailboxToken token : element) {
                if (token.is('<')) {
                    break;
                }
                shown.append(token.text()).append(' ');
            }
            String name = EncodedWords.decode(shown.toString());
            int open = name.indexOf('<');
            boolean hides = open >= 0
                    && name.indexOf('@', open) > 0
                    && !name.toLowerCase(Locale.ROOT)
                            .contains("<" + real.toString().toLowerCase(Locale.ROOT) + ">");
            return hides ? 1 : 0;
        }

        /** {@code local@domain} without anything between; obsolete routes, comments and blanks inside are refused. */
        private static Optional<Address> address(List<MailboxToken> tokens) {
            int at = 0;
            while (at < tokens.size() && !tokens.get(at).is('@')) {
                at++;
            }
            boolean glued = tokens.stream().skip(1).allMatch(MailboxToken::glued);
            if (at == 0 || at >= tokens.size() - 1 || !glued) {
                return Optional.empty();
            }
            Optional<String> local = local(tokens.subList(0, at));
            Optional<String> domain = domain(tokens.subList(at + 1, tokens.size()));
            return local.flatMap(name -> domain.flatMap(host -> Address.parse(name + "@" + host)));
        }

        private static Optional<String> local(List<MailboxToken> tokens) {
            boolean quoted = tokens.size() == 1 && tokens.get(0).kind() == MailboxToken.Kind.QUOTED;
            StringBuilder local = new StringBuilder();
            for (MailboxToken token : tokens) {
                if (!quoted && token.kind() != MailboxToken.Kind.ATOM && !token.is('.')) {
                    return Optional.empty();
                }
                local.append(token.text());
            }
            return isPlain(local) ? Optional.of(local.toString()) : Optional.empty();
        }

        /** Could stand without quotes, and is what it looks like. */
        private static boolean isPlain(StringBuilder local) {
            return local.indexOf("=?") < 0
                    && MailboxToken.all(local.toString()).stream()
                            .allMatch(
                                    token -> token.glued() && (token.kind() == MailboxToken.Kind.ATOM || token.is('.')))
                    && local.codePoints().noneMatch(Parser::isInvisible);
        }

        private static boolean isInvisible(int c) {
            return Character.isSpaceChar(c) || Character.getType(c) == Character.FORMAT || c == 0xfffd;
        }

        private static Optional<String> domain(List<MailboxToken> tokens) {
            if (tokens.size() == 1 && tokens.get(0).kind() == MailboxToken.Kind.LITERAL) {
                return Optional.of("[" + tokens.get(0).text() + "]");
            }
            StringBuilder domain = new StringBuilder();
            for (int i = 0; i < tokens.size(); i++) {
                MailboxToken token = tokens.get(i);
                boolean fits = i % 2 == 0 ? token.kind() == MailboxToken.Kind.ATOM : token.is('.');
                if (!fits) {
                    return Optional.empty();
                }
                domain.append(token.text());
            }
            return tokens.size() % 2 == 1 ? ascii(domain.toString()) : Optional.empty();
        }

        /**
         * The A-label form, in which certificates name domains (RFC 8398). A label that loses its look on the way (full
         * width letters, sharp s) is refused: readers differ on where it leads.
         */
        private static Optional<String> ascii(String domain) {
            if (domain.chars().allMatch(c -> c < 0x80)) {
                return domain.chars().allMatch(Parser::isHostCharacter) ? Optional.of(domain) : Optional.empty();
            }
            if (domain.length() > MAX_DOMAIN) {
                return Optional.empty();
            }
            try {
                String ascii = IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES);
                String back = IDN.toUnicode(ascii).toLowerCase(Locale.ROOT);
                return back.equals(domain.toLowerCase(Locale.ROOT)) ? Optional.of(ascii) : Optional.empty();
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        private static boolean isHostCharacter(int c) {
            return Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.';
        }
    }
}
