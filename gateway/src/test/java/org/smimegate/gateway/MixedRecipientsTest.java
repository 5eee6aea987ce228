package org.smimegate.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smimegate.gateway.OutboundFixture.PKI;
import static org.smimegate.gateway.OutboundFixture.TEXT;
import static org.smimegate.gateway.OutboundFixture.address;
import static org.smimegate.gateway.OutboundFixture.copies;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.smimegate.core.outcome.Address;
import org.smimegate.core.policy.ContentCipher;
import org.smimegate.core.testing.KeyKind;
import org.smimegate.core.testing.TestIdentity;
import org.smimegate.gateway.Dispatch.Protection;

/**
 * Fifty recipients of every kind in one message, visible and hidden: whatever is done about missing keys, everyone is
 * served exactly once, as the contract says.
 */
class MixedRecipientsTest {
    private static final TestIdentity DOMAIN = PKI.domain("whole.example");

    @TempDir
    Path folder;

    private final Map<String, Member> members = new HashMap<>();
    private OutboundFixture fixture;

    /** @param key what mail for that recipient must be encrypted to; empty: no fit certificate is known */
    private record Member(String address, boolean visible, Optional<TestIdentity> key, ContentCipher cipher) {}

    @BeforeEach
    void invite() throws IOException {
        fixture = new OutboundFixture(folder.resolve("spool"));
        fixture.folder.with(DOMAIN);
        for (int i = 0; i < 50; i++) {
            Member member = member(i, "r" + i + (i % 10 < 2 ? "@whole.example" : "@many.example"));
            members.put(member.address(), member);
        }
        assertThat(lacking()).hasSize(20);
    }

    /** Ten kinds; two of three are visible. */
    private Member member(int i, String address) {
        boolean visible = i % 3 != 0;
        return switch (i % 10) {
            case 0 -> new Member(address, visible, Optional.of(DOMAIN), ContentCipher.AES_256_CBC);
            case 1 -> {
                fixture.ring.with(PKI.expired(address));
                yield new Member(address, visible, Optional.of(DOMAIN), ContentCipher.AES_256_CBC);
            }
            case 2 -> known(address, visible, fixture.ring, ContentCipher.AES_256_GCM, ContentCipher.AES_128_CBC);
            case 3 -> known(address, visible, fixture.folder);
            case 4 -> known(address, visible, fixture.ldap, ContentCipher.AES_128_CBC);
            case 5 -> {
                fixture.ring.with(PKI.wrongKeyUsage(address));
                yield known(address, visible, fixture.ldap, ContentCipher.AES_128_GCM);
            }
            case 6 -> {
                fixture.ring.with(PKI.expired(address));
                yield unknown(address, visible);
            }
            case 7 -> {
                fixture.folder.with(PKI.unknownRoot(address));
                yield unknown(address, visible);
            }
            case 8 -> {
                fixture.ldap.with(PKI.wrongKeyUsage(address)).with(PKI.good(address, KeyKind.ED25519));
                yield unknown(address, visible);
            }
            default -> unknown(address, visible);
        };
    }

    private static Member known(
            String address, boolean visible, TestDirectory directory, ContentCipher... capabilities) {
        TestIdentity identity = PKI.good(address, KeyKind.P_256);
        directory.with(identity, capabilities);
        ContentCipher best = capabilities.length == 0 ? ContentCipher.AES_256_CBC : capabilities[0];
        return new Member(address, visible, Optional.of(identity), best);
    }

    private static Member unknown(String address, boolean visible) {
        return new Member(address, visible, Optional.empty(), ContentCipher.AES_256_CBC);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bounce", "drop"})
    void shouldServeNobody_whenTheWholeMessageIsReturned(String action) throws Exception {
        assertThat(dispatch(action))
                .isInstanceOfSatisfying(
                        Dispatch.MissingKeys.class,
                        missing -> assertThat(missing.lacking()).containsOnlyKeys(lacking()));
    }

    @Test
    void shouldServeEveryoneInClear_whenClearIsAllowed() throws Exception {
        List<WireCopy> copies = copies(dispatch("clear"));

        assertThat(copies).singleElement().satisfies(copy -> {
            assertThat(copy.recipients()).isEqualTo(members.keySet());
            assertThat(copy.protection()).isEqualTo(Protection.SIGNED);
            assertThat(copy.text()).contains(TEXT);
        });
    }

    @Test
    void shouldServeEveryoneOnce_whenSplitting() throws Exception {
        List<WireCopy> copies = copies(dispatch("split"));

        assertThat(copies.stream().flatMap(copy -> copy.recipients().stream()))
                .containsExactlyInAnyOrderElementsOf(members.keySet());
        assertThat(copies.stream().filter(copy -> copy.protection() == Protection.SIGNED))
                .singleElement()
                .satisfies(clear -> assertThat(addresses(clear)).isEqualTo(lacking()));
        assertSealed(sealed(copies));
    }

    @Test
    void shouldLeaveThoseWithoutAKeyToTheProcessor() throws Exception {
        Dispatch.Copies dispatch = (Dispatch.Copies) dispatch("no-key");

        List<WireCopy> copies = copies(dispatch);
        assertThat(dispatch.lacking()).containsOnlyKeys(lacking());
        assertThat(copies).allSatisfy(copy -> assertThat(copy.protection()).isEqualTo(Protection.ENCRYPTED));
        List<Address> served = new ArrayList<>(dispatch.lacking().keySet());
        copies.forEach(copy -> served.addAll(addresses(copy)));
        assertThat(served)
                .containsExactlyInAnyOrderElementsOf(
                        members.keySet().stream().map(OutboundFixture::address).toList());
        assertSealed(copies);
    }

    /** Each reads what they can read best, sees nobody they must not see, and is seen by nobody who must not see them. */
    private void assertSealed(List<WireCopy> copies) {
        for (WireCopy copy : copies) {
            List<Member> readers = readers(copy);
            Set<TestIdentity> keys =
                    readers.stream().map(member -> member.key().orElseThrow()).collect(Collectors.toSet());
            copy.assertEncryptedExactlyTo(keys.toArray(TestIdentity[]::new));
            assertThat(readers).allSatisfy(member -> assertThat(copy.cipher()).isEqualTo(member.cipher()));
            assertThat(copy.text()).doesNotContain(TEXT);
            assertNobodyIsGivenAway(readers);
        }
        assertThat(copies.stream().filter(copy -> copy.recipientInfos() > 1))
                .as("one for each cipher")
                .hasSize(4);
    }

    private static void assertNobodyIsGivenAway(List<Member> readers) {
        Set<Optional<TestIdentity>> seen = new HashSet<>();
        readers.stream().filter(Member::visible).forEach(member -> seen.add(member.key()));
        Set<Optional<TestIdentity>> all = readers.stream().map(Member::key).collect(Collectors.toSet());
        assertThat(seen.isEmpty() ? all.size() == 1 : seen.equals(all))
                .as("%s shows only visible recipients", readers)
                .isTrue();
    }

    private static List<WireCopy> sealed(Collection<WireCopy> copies) {
        return copies.stream()
                .filter(copy -> copy.protection() == Protection.ENCRYPTED)
                .toList();
    }

    private List<Member> readers(WireCopy copy) {
        return copy.recipients().stream()
                .map(address -> Objects.requireNonNull(members.get(address)))
                .toList();
    }

    private static Set<Address> addresses(WireCopy copy) {
        return copy.recipients().stream().map(OutboundFixture::address).collect(Collectors.toSet());
    }

    private Set<Address> lacking() {
        return members.values().stream()
                .filter(member -> member.key().isEmpty())
                .map(member -> address(member.address()))
                .collect(Collectors.toSet());
    }

    private Dispatch dispatch(String action) throws IOException {
        fixture.settings.put("onMissingKey", action);
        List<String> visible = members.values().stream()
                .filter(Member::visible)
                .map(Member::address)
                .toList();
        return fixture.dispatch(members.keySet(), visible);
    }
}
