package org.smimegate.core.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.core.outcome.Reason;
import org.smimegate.core.outcome.UnreadableMessageException;

/** X.690, and what hostile encodings are refused for (rule 15). */
class BerStreamTest {
    @ParameterizedTest
    @CsvSource({
        "0403414243, 414243",
        "048103414243, 414243",
        "24800401410402424300 00, 414243",
        "24050403414243, 414243",
        "2480248004014100000402424300 00, 414243",
        "24800000, ''",
        "0400, ''"
    })
    void shouldGiveOctets_whateverTheSegments(String encoded, String octets) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BerStream ber = stream(encoded);

        ber.octets(BerElement.OCTET_STRING, out);

        assertThat(HexFormat.of().formatHex(out.toByteArray())).isEqualTo(octets);
        assertThat(ber.atEnd()).isTrue();
    }

    @Test
    void shouldWalkThroughElements_whenLengthsAreIndefinite() throws Exception {
        BerStream ber = stream("3080 020105 a0800401410000 0000");

        ber.enter(BerElement.SEQUENCE);
        assertThat(ber.follows(BerElement.INTEGER)).isTrue();
        assertThat(ber.whole(10)).containsExactly(2, 1, 5);
        ber.enter(BerElement.context(0));
        ber.skip();
        assertThat(ber.atEnd()).isTrue();
        ber.leave();
        ber.leave();
        ber.finish();
    }

    @Test
    void shouldCopyElementsAsTheyStand_whenReadAsAWhole() throws Exception {
        for (String encoded : new String[] {"3080020105a08004014100000000", "3006020105040141", "1f8101020102"}) {
            assertThat(HexFormat.of().formatHex(stream(encoded).whole(100))).isEqualTo(encoded);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // nothing
                "30", // no length
                "3005020105", // ends early
                "3003020405", // inner longer than outer
                "30800201050000ff", // more after the end
                "0480414200 00", // primitive of indefinite length
                "30050201050000", // end mark in definite length
                "0000", // end mark without element
                "308000", // end mark cut
                "30840000000102", // element in a length of one octet
                "3088ffffffffffffffff", // length of 8 octets
                "1fffffffff7f00", // tag number without end
                "2405020341424 3", // segment that is no octet string
            })
    void shouldBeMalformed_whenEncodingIsWrong(String encoded) {
        assertThatThrownBy(() -> {
                    BerStream ber = stream(encoded);
                    ber.octets(ber.peek().tag(), new ByteArrayOutputStream());
                    ber.finish();
                })
                .isInstanceOfSatisfying(
                        UnreadableMessageException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.MALFORMED));
    }

    @Test
    void shouldExceedLimit_whenNestedTooDeep() {
        StringBuilder definite = new StringBuilder();
        for (int i = 99; i >= 0; i--) {
            definite.append(String.format("3082%04x", 4 * i));
        }

        for (String deep : List.of("3080".repeat(1000), definite.toString())) {
            assertThatThrownBy(() -> stream(deep).whole(10_000))
                    .isInstanceOfSatisfying(
                            UnreadableMessageException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.LIMIT_EXCEEDED));
            assertThatThrownBy(() -> stream(deep).skip())
                    .isInstanceOfSatisfying(
                            UnreadableMessageException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.LIMIT_EXCEEDED));
        }
    }

    @Test
    void shouldExceedLimit_whenElementIsLargerThanAskedFor() {
        assertThatThrownBy(() -> stream("0403414243").whole(2))
                .isInstanceOfSatisfying(
                        UnreadableMessageException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.LIMIT_EXCEEDED));
        assertThatThrownBy(() -> stream("30800403414243 0403414243 0000").whole(8))
                .isInstanceOfSatisfying(
                        UnreadableMessageException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.LIMIT_EXCEEDED));
    }

    @Test
    void shouldExceedLimit_whenTheObjectIsLargerThanAllowed() {
        byte[] object = new byte[100];
        object[0] = 4;
        object[1] = 98;

        assertThatThrownBy(() -> new BerStream(new ByteArrayInputStream(object), 50).skip())
                .isInstanceOfSatisfying(
                        UnreadableMessageException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.LIMIT_EXCEEDED));
    }

    private static BerStream stream(String encoded) {
        return new BerStream(new ByteArrayInputStream(HexFormat.of().parseHex(encoded.replace(" ", ""))), 1000);
    }
}
