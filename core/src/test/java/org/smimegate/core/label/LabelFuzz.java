package org.smimegate.core.label;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.smimegate.core.testing.FuzzTarget;

/** Sensitivity labels: one field a line, of {@code msip_labels} unless the line names another. */
public class LabelFuzz implements FuzzTarget {
    private static final String GUID = "87867195-f2b8-4ac2-b0b6-6bb73cb33afc";
    private static final String OTHER = "27867195-f2b8-4ac2-b0b6-6bb73cb33afc";
    private static final String ENABLED = "MSIP_Label_" + GUID + "_Enabled=true";

    static Stream<byte[]> inputs() throws Exception {
        return FuzzTarget.inputs(new LabelFuzz());
    }

    @DictionaryEntries({
        "MSIP_Label_",
        "msip_label_",
        "MSIP_Label_87867195-f2b8-4ac2-b0b6-6bb73cb33afc_Enabled=true",
        "_Enabled=",
        "_SiteId=",
        "; ",
        "=?utf-8?q?"
    })
    @MethodSource("inputs")
    @FuzzTest(maxDuration = "")
    void fuzz(byte[] input) throws Exception {
        outcome(input);
    }

    @Override
    public String outcome(byte[] input) {
        String text = new String(input, UTF_8);
        MessageLabels labels = LabelReader.read(fields(text));
        checkNothingHidesALabel(text);
        if (labels instanceof MessageLabels.Read read) {
            assertThat(read.labels())
                    .allSatisfy(label -> assertThat(label.guid()).hasSize(GUID.length()));
            return read.labels().size() + " labels" + (carries(labels) ? ", the one asked for" : "");
        }
        assertThat(carries(labels)).isTrue();
        assertThat(((MessageLabels.Unreadable) labels).detail()).doesNotContainPattern("\\p{Cntrl}");
        return "unreadable";
    }

    private static List<LabelField> fields(String text) {
        List<LabelField> fields = new ArrayList<>();
        for (String line : text.split("\r\n", -1)) {
            int colon = line.indexOf(':');
            boolean own = colon > 0 && line.toLowerCase(Locale.ROOT).startsWith(LabelReader.ITEM_PREFIX);
            fields.add(
                    own
                            ? new LabelField(line.substring(0, colon), line.substring(colon + 1))
                            : new LabelField(LabelReader.FIELD, line));
        }
        return fields;
    }

    /** Whatever a stranger puts before or behind an enabled label, it counts. */
    private static void checkNothingHidesALabel(String text) {
        assertThat(carries(LabelReader.read(List.of(new LabelField(LabelReader.FIELD, ENABLED + ";" + text)))))
                .isTrue();
        assertThat(carries(LabelReader.read(List.of(new LabelField(LabelReader.FIELD, text + ";" + ENABLED)))))
                .isTrue();
    }

    private static boolean carries(MessageLabels labels) {
        return labels.carryOneOf(List.of(GUID), Optional.empty());
    }

    @Override
    public List<Seed> seeds() {
        String site = "MSIP_Label_" + GUID + "_SiteId=" + OTHER;
        return List.of(
                seed(
                        "enabled",
                        ENABLED + "; MSIP_Label_" + GUID + "_Name=Secret; " + site + ";",
                        "1 labels, the one asked for"),
                seed("disabled", "MSIP_Label_" + GUID + "_Enabled=False; aiplabel=x", "1 labels"),
                seed(
                        "parent",
                        "MSIP_Label_" + OTHER + "_Enabled=True;" + ENABLED + ";MSIP_Label_" + GUID + "_Parent=" + OTHER,
                        "2 labels, the one asked for"),
                seed(
                        "folded",
                        "MSIP_Label_87867195-f2b8- 4ac2-b0b6-6bb73cb33afc_Ena bled = tr ue",
                        "1 labels, the one asked for"),
                seed("own-field", "msip_label_" + GUID + "_enabled: true", "1 labels, the one asked for"),
                seed("cut", "MSIP_Label_87867195-f2b8_Enabled=true", "unreadable"),
                seed("encoded", "=?utf-8?q?MSIP_Label_", "unreadable"),
                seed("twice", ENABLED + "\r\n" + ENABLED, "unreadable"));
    }

    private static Seed seed(String name, String text, String outcome) {
        return new Seed(name, text.getBytes(UTF_8), outcome);
    }
}
