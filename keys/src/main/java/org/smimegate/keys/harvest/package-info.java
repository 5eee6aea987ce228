/**
 * Learning partners' certificates from their mail. Start at {@link org.smimegate.keys.harvest.Harvester}; the rules are
 * {@link org.smimegate.keys.harvest.AdmissionRules}, whether a certificate is let in, and {@link
 * org.smimegate.keys.harvest.HarvestRules}, what it then becomes.
 */
@NullMarked
package org.smimegate.keys.harvest;

import org.jspecify.annotations.NullMarked;
