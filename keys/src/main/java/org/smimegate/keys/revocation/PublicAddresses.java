package org.smimegate.keys.revocation;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses are those of hosts in the public Internet, by IANA's registries of special-purpose addresses (RFC
 * 6890): a certificate must not make the gateway talk to its own network.
 */
final class PublicAddresses {
    private static final List<Block> SPECIAL_V4 = blocks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4");
    /** The only part of IPv6 from which hosts are numbered (RFC 4291 section 2.4, IANA's registry). */
    private static final Block GLOBAL_V6 = Block.of("2000::/3");
    /** Teredo and its neighbours, documentation, and 6to4, behind which any IPv4 address can stand. */
    private static final List<Block> SPECIAL_V6 = blocks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");
    /** IPv4 hosts as networks without IPv4 see them (RFC 6052 section 2.1); the last four bytes say which. */
    private static final Block NAT64 = Block.of("64:ff9b::/96");

    private PublicAddresses() {}

    static boolean contain(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return isPublicV4(bytes);
        }
        return NAT64.contains(bytes)
                ? isPublicV4(Arrays.copyOfRange(bytes, bytes.length - 4, bytes.length))
                : GLOBAL_V6.contains(bytes) && SPECIAL_V6.stream().noneMatch(block -> block.contains(bytes));
    }

    private static boolean isPublicV4(byte[] bytes) {
        return SPECIAL_V4.stream().noneMatch(block -> block.contains(bytes));
    }

    private static List<Block> blocks(String... blocks) {
        return Stream.of(blocks).map(Block::of).toList();
    }

    /** Addresses of one length whose first bits are the same. */
    private record Block(byte[] first, int bits) {
        static Block of(String block) {
            String[] parts = block.split("/", 2);
            try {
                return new Block(InetAddress.getByName(parts[0]).getAddress(), Integer.parseInt(parts[1]));
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(block, e);
            }
        }

        boolean contains(byte[] address) {
            int whole = bits / Byte.SIZE;
            int rest = bits % Byte.SIZE;
            return address.length == first.length
                    && Arrays.equals(address, 0, whole, first, 0, whole)
                    && (rest == 0 || (address[whole] ^ first[whole]) >> Byte.SIZE - rest == 0);
        }
    }
}
