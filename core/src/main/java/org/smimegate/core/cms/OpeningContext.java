package org.smimegate.core.cms;

import java.util.List;
import org.smimegate.core.policy.AlgorithmPolicy;
import org.smimegate.core.policy.Limits;

/**
 * What all layers of one message share.
 *
 * @param keys own keys that may be used, in order of preference
 */
record OpeningContext(
        AlgorithmPolicy policy, Limits limits, Spools spools, SignerJudge judge, List<DecryptionKey> keys) {}
