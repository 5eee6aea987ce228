package org.smimegate.mailets.tls;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collection;
import org.apache.james.dnsservice.api.DNSService;
import org.jspecify.annotations.Nullable;

/** DNS as RemoteDelivery asks it: tells the attempt when a domain has no mail server at all. */
final class WatchedDns implements InvocationHandler {
    private final DNSService dns;

    private WatchedDns(DNSService dns) {
        this.dns = dns;
    }

    static DNSService around(DNSService dns) {
        return (DNSService) Proxy.newProxyInstance(
                WatchedDns.class.getClassLoader(), new Class<?>[] {DNSService.class}, new WatchedDns(dns));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            Object answer = method.invoke(dns, arguments);
            if (method.getName().equals("findMXRecords") && answer instanceof Collection<?> none && none.isEmpty()) {
                Attempt.current().ifPresent(Attempt::noServer);
            }
            return answer;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
