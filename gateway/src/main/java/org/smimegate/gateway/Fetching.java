package org.smimegate.gateway;

/** Who fetches revocation lists, where smime.xml switches that on. */
enum Fetching {
    /** This gateway, in threads of its own. */
    BY_ITSELF,
    /** A server of the same smime.xml; what it has fetched counts. */
    BY_A_SERVER
}
