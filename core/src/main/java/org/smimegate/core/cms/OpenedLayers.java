package org.smimegate.core.cms;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.smimegate.core.message.RawMessage;
import org.smimegate.core.policy.SignatureHandling;

/**
 * All layers of a message, outermost first; none if it is not S/MIME.
 *
 * @param entities the message, what was inside of its first layer, and so on as far as it is S/MIME or was reached
 */
record OpenedLayers(List<OpenedLayer> layers, List<RawMessage> entities) {
    OpenedLayers {
        layers = List.copyOf(layers);
        entities = List.copyOf(entities);
    }

    /** Something inside could be had only by S/MIME software, and we could not get at it: nothing may be opened then. */
    boolean staysClosed() {
        return layers.stream().anyMatch(OpenedLayer::hidesContent);
    }

    /** No layer is a signature, but what they hold has a signature over a part of it (rule 6). */
    boolean isPartiallySigned() {
        return layers.stream().noneMatch(layer -> layer.layer().isSignature())
                && PartialSignature.isIn(entities.get(entities.size() - 1));
    }

    /**
     * Which of the entities is to be delivered. Everything down to the innermost envelope is opened; of what is inside,
     * compression, and signatures that passed if they are to be removed.
     */
    int delivered(SignatureHandling handling) {
        if (staysClosed()) {
            return 0;
        }
        int index = 0;
        for (int i = 0; i < layers.size(); i++) {
            index = layers.get(i).layer().isEncryption() ? i + 1 : index;
        }
        while (index < layers.size() && isTakenOff(layers.get(index), handling)) {
            index++;
        }
        return index;
    }

    Set<String> keysUsed() {
        Set<String> aliases = new TreeSet<>();
        layers.forEach(layer -> layer.keyAlias().ifPresent(aliases::add));
        return aliases;
    }

    /** Names of the ciphers, outermost first. */
    String ciphers() {
        return layers.stream()
                .filter(layer -> layer.layer().isEncryption())
                .map(layer -> layer.report().algorithm())
                .collect(Collectors.joining(" "));
    }

    private static boolean isTakenOff(OpenedLayer layer, SignatureHandling handling) {
        boolean asked = !layer.layer().isSignature() || handling == SignatureHandling.REMOVE && layer.passed();
        return asked && layer.content().isPresent();
    }
}
