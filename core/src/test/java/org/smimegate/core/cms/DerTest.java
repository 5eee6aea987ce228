package org.smimegate.core.cms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Random;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.cms.Time;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Beside Bouncy Castle's encoder. */
class DerTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 255, 256, 65_535, 65_536, 70_000, 1 << 24})
    void shouldEncodeEachLengthInItsLeastBytes(int length) throws Exception {
        byte[] content = new byte[length];
        byte[] expected = new DEROctetString(content).getEncoded();

        assertThat(Der.octets(content)).isEqualTo(expected);
        assertThat(Der.tagged(0, Der.octets(content)))
                .isEqualTo(new DERTaggedObject(0, new DEROctetString(content)).getEncoded());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "127", "128", "255", "256", "-1", "-129", "1208925819614629174706176"})
    void shouldEncodeIntegersInTheirLeastBytes(String value) throws Exception {
        BigInteger number = new BigInteger(value);

        assertThat(Der.integer(number)).isEqualTo(new ASN1Integer(number).getEncoded());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00Z",
                "1999-12-31T23:59:59.999Z",
                "2026-11-26T09:05:07Z",
                "2049-12-31T23:59:59.999Z",
                "2050-01-01T00:00:00Z",
                "9999-12-31T23:59:59Z"
            })
    void shouldWriteTheTimeWithTwoDigitsOfTheYear_untilTheyEnd(String time) throws Exception {
        Instant instant = Instant.parse(time);

        assertThat(Der.time(instant)).isEqualTo(new Time(Date.from(instant)).getEncoded());
    }

    @Test
    void shouldSortTheElementsOfASet() throws Exception {
        Random random = new Random(1);
        for (int round = 0; round < 200; round++) {
            byte[][] elements = new byte[1 + random.nextInt(8)][];
            Arrays.setAll(elements, i -> {
                byte[] content = new byte[random.nextInt(3) * 100];
                random.nextBytes(content);
                return Der.octets(content);
            });
            DERSet expected =
                    new DERSet(Arrays.stream(elements).map(DerTest::parsed).toArray(ASN1Primitive[]::new));

            assertThat(Der.setOf(elements)).isEqualTo(expected.getEncoded(ASN1Encoding.DER));
        }
    }

    @Test
    void shouldLeaveItsArgumentAlone_whenTheTagIsReplaced() {
        byte[] sequence = Der.sequence(Der.integer(5));

        assertThat(Der.retagged(1, sequence)).containsExactly(0xa1, 3, 2, 1, 5);
        assertThat(sequence).containsExactly(0x30, 3, 2, 1, 5);
    }

    private static ASN1Primitive parsed(byte[] encoded) {
        try {
            return ASN1Primitive.fromByteArray(encoded);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
