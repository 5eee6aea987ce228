package org.smimegate.james39;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smimegate.bundle.jar.ExtensionJarContract;
import org.smimegate.bundle.jar.Member;
import org.smimegate.bundle.jar.Surroundings;

/** The jar for James 3.9, beside what is published of it. */
class James39JarIT extends ExtensionJarContract {
    /** Module james-server-mailets. RemoteDelivery's constructors are those of James 3.8. */
    @Override
    protected Set<String> unpublished() {
        return Set.of("org/apache/james/transport/mailets/RemoteDelivery");
    }

    @Override
    protected Set<String> foreignNames() {
        return Set.of("javax/mail", "javax/activation", "javax/inject", "javax/annotation/PreDestroy", "com/sun/mail");
    }

    /** What James 3.9 took away: a jar that used it would be found out. */
    @ParameterizedTest
    @CsvSource({
        "org/apache/mailet/MailetConfig, getInitParameter, (Ljava/lang/String;)Ljava/lang/String;, true",
        "org/apache/james/core/MailAddress, <init>, (Ljava/lang/String;)V, true",
        "org/apache/james/core/MailAddress, <init>, (Ljava/lang/String;Lorg/apache/james/core/Domain;)V, false",
        "org/apache/mailet/Mailet, getMailetConfig, ()Lorg/apache/mailet/MailetConfig;, false",
    })
    void shouldKnowWhatTheLineOffers(String type, String name, String descriptor, boolean offered) throws IOException {
        try (Surroundings server = Surroundings.of(
                Path.of(System.getProperty("smimegate.bundle")),
                Path.of(System.getProperty("smimegate.james.classpath")))) {
            assertThat(server.offer(new Member(type, name, descriptor))).isEqualTo(offered);
        }
    }
}
