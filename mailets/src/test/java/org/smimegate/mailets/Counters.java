package org.smimegate.mailets;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.james.metrics.api.Metric;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.metrics.api.TimeMetric;

/** Metrics that are remembered. */
public final class Counters {
    public final Map<String, Integer> counts = new ConcurrentSkipListMap<>();

    public MetricFactory factory() {
        return proxy(
                MetricFactory.class,
                (method, arguments) -> method.equals("timer") ? unread() : metric((String) arguments[0]));
    }

    private static TimeMetric unread() {
        return proxy(TimeMetric.class, (method, arguments) -> null);
    }

    private Metric metric(String name) {
        return proxy(
                Metric.class,
                (method, arguments) ->
                        counts.merge(name, arguments == null ? 1 : (Integer) arguments[0], Integer::sum) == null);
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    Object result = answer.of(method.getName(), arguments);
                    return method.getReturnType() == void.class ? null : result;
                }));
    }

    private interface Answer {
        Object of(String method, Object[] arguments);
    }
}
