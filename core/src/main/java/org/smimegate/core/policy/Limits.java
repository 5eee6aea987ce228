package org.smimegate.core.policy;

/**
 * Bounds on hostile input (rule 16). Sizes in bytes.
 *
 * @param cms largest CMS object read
 * @param expanded largest size after decompression
 * @param expansionRatio largest factor of decompression
 * @param layers deepest nesting of S/MIME layers
 * @param recipients most RecipientInfos of one layer
 * @param signers most SignerInfos of one layer
 * @param certificates most certificates of one layer
 * @param crls most CRLs of one layer
 */
public record Limits(
        long cms,
        long expanded,
        int expansionRatio,
        int layers,
        int recipients,
        int signers,
        int certificates,
        int crls) {
    private static final long MB = 1024 * 1024;

    public Limits {
        positive("cms", cms);
        positive("expanded", expanded);
        positive("expansionRatio", expansionRatio);
        positive("layers", layers);
        positive("recipients", recipients);
        positive("signers", signers);
        positive("certificates", certificates);
        positive("crls", crls);
    }

    /** The defaults of smime.xml. */
    public static Limits defaults() {
        return new Limits(200 * MB, 100 * MB, 100, 4, 500, 4, 20, 5);
    }

    private static void positive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException("limits: " + name + ": " + value + " (expected: more than 0)");
        }
    }
}
