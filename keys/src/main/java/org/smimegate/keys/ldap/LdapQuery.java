package org.smimegate.keys.ldap;

import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.smimegate.core.outcome.Address;
import org.smimegate.keys.DirectoryUnavailableException;
import org.smimegate.keys.PartnerCertificate;

/** Asks for one recipient, and reads what comes. */
final class LdapQuery {
    private static final int MOST_ENTRIES = 20;

    static final String TOO_MANY_ENTRIES =
            "more than " + MOST_ENTRIES + " entries for one address (expected: a filter that finds one person)";

    private final LdapSettings.Query settings;
    private final Duration timeout;
    private final boolean domainCertificates;
    private final String[] asked;

    LdapQuery(LdapSettings.Query settings, Duration timeout, boolean domainCertificates) {
        this.settings = settings;
        this.timeout = timeout;
        this.domainCertificates = domainCertificates;
        // RFC 4523 section 2.1: certificates are transferred as ;binary, but not every server knows.
        this.asked = settings.attributes().stream()
                .flatMap(name -> Stream.of(name, name + ";binary"))
                .toArray(String[]::new);
    }

    SearchRequest about(Address recipient) throws LDAPException {
        String value = Filter.encodeValue(recipient.toString());
        Filter filter = Filter.create(settings.filter().replace(LdapSettings.Query.ADDRESS, value));
        SearchRequest request = new SearchRequest(settings.base(), SearchScope.SUB, filter, asked);
        request.setDerefPolicy(DereferencePolicy.NEVER);
        request.setSizeLimit(MOST_ENTRIES);
        request.setTimeLimitSeconds(
                (int) Math.min(Integer.MAX_VALUE, timeout.plusMillis(999).toSeconds()));
        request.setFollowReferrals(false);
        return request;
    }

    /** Every certificate that came and is for the recipient, each once. */
    List<PartnerCertificate> candidates(SearchResult result, Address recipient) throws DirectoryUnavailableException {
        if (result.getEntryCount() > MOST_ENTRIES) {
            throw new DirectoryUnavailableException(TOO_MANY_ENTRIES);
        }
        List<PartnerCertificate> found = new ArrayList<>();
        for (SearchResultEntry entry : result.getSearchEntries()) {
            EntryCertificates.read(entry, settings.attributes()).partners(domainCertificates).stream()
                    .filter(c -> c.covers(recipient))
                    .forEach(found::add);
        }
        return found.stream().distinct().toList();
    }
}
