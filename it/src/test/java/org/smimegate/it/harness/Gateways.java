package org.smimegate.it.harness;

import java.nio.file.Path;

/**
 * Two organisations that write to each other through their gateways: {@code bob@a.example} and {@code dave@b.example}.
 * Each trusts the other's CA and has its domain certificate; the wires between the servers are tapped.
 */
public final class Gateways implements AutoCloseable {
    public static final String BOB = "bob@a.example";
    public static final String DAVE = "dave@b.example";

    private final Organisation a;
    private final Organisation b;
    private final WireProxy wireToA;
    private final WireProxy wireToB;

    private Gateways(Path folder) {
        a = new Organisation(folder, "a.example").user("bob");
        b = new Organisation(folder, "b.example").user("dave");
        wireToA = WireProxy.to(a.setup().port(25));
        wireToB = WireProxy.to(b.setup().port(25));
        b.trust("a.example", a.pki()).nextHop(wireToA.port());
        a.trust("b.example", b.pki()).nextHop(wireToB.port());
    }

    /** Both running. */
    public static Gateways b2b(Path folder) {
        return prepare(folder).start();
    }

    /** Not started yet, so that a test can change the set-up of either. */
    public static Gateways prepare(Path folder) {
        Gateways gateways = strangers(folder);
        introduce(gateways.a, "a.example", gateways.b);
        introduce(gateways.b, "b.example", gateways.a);
        return gateways;
    }

    /** As {@link #prepare}, but neither has the other's certificate: they trust each other's CA, and that is all. */
    public static Gateways strangers(Path folder) {
        return new Gateways(folder);
    }

    public Gateways start() {
        try {
            a.start();
            b.start();
            return this;
        } catch (RuntimeException | AssertionError e) {
            close();
            throw e;
        }
    }

    public Organisation a() {
        return a;
    }

    public Organisation b() {
        return b;
    }

    /** What crossed from B to A. */
    public WireProxy wireToA() {
        return wireToA;
    }

    /** What crossed from A to B. */
    public WireProxy wireToB() {
        return wireToB;
    }

    /** Empties inboxes, repositories and the record of the wires, so that tests can share the servers. */
    public void clear() {
        a.james().clear();
        b.james().clear();
        wireToA.clear();
        wireToB.clear();
    }

    @Override
    public void close() {
        a.close();
        b.close();
        wireToA.close();
        wireToB.close();
    }

    private static void introduce(Organisation who, String domain, Organisation to) {
        to.partnerCertificate(domain, who.gateway()).partnerDomain(domain);
    }
}
