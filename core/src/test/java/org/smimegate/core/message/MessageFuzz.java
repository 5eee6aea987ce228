package org.smimegate.core.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.smimegate.core.testing.FuzzTarget;

/** The scanner of messages, and the preparation of what is to be signed. */
public class MessageFuzz implements FuzzTarget {
    static Stream<byte[]> inputs() throws Exception {
        return FuzzTarget.inputs(new MessageFuzz());
    }

    @DictionaryEntries({
        "Content-Type: ",
        "Content-Transfer-Encoding: ",
        "multipart/signed; boundary=",
        "message/rfc822",
        "boundary*0*=utf-8''",
        "quoted-printable",
        "base64",
        "--b--",
        "From ",
        "=?utf-8?q?",
        "Resent-To: ",
        "From: "
    })
    @MethodSource("inputs")
    @FuzzTest(maxDuration = "")
    void fuzz(byte[] input) throws Exception {
        outcome(input);
    }

    @Override
    public String outcome(byte[] input) throws Exception {
        return MutationTest.check(new String(input, ISO_8859_1)) ? "read" : "unreadable";
    }

    @Override
    public List<Seed> seeds() {
        List<Seed> seeds = new ArrayList<>();
        for (String mail : Stream.concat(OddMails.STRUCTURES.stream(), OddMails.SEEDS.stream())
                .toList()) {
            seeds.add(new Seed("odd-" + seeds.size(), mail.getBytes(ISO_8859_1), "read"));
        }
        return seeds;
    }
}
