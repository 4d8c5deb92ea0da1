package org.milterflux.transport.internal;

import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.milterflux.protocol.spi.ListenerReport;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** As much of a framework as a listener asks for: properties and the reports it registers. */
final class FakeFramework {

    /** What is registered now: the service's properties. */
    final List<Map<String, Object>> reports = new CopyOnWriteArrayList<>();

    private final Map<String, String> properties = new HashMap<>();

    FakeFramework with(String property, String value) {
        properties.put(property, value);
        return this;
    }

    BundleContext context() {
        return proxy(BundleContext.class, (method, arguments) -> switch (method) {
            case "getProperty" -> properties.get(arguments[0]);
            case "registerService" -> register((ListenerReport) arguments[1], (Dictionary<?, ?>) arguments[2]);
            default -> throw new UnsupportedOperationException(method);
        });
    }

    private Object register(ListenerReport report, Dictionary<?, ?> dictionary) {
        Map<String, Object> registered = new HashMap<>();
        Collections.list(dictionary.keys()).forEach(key -> registered.put((String) key, dictionary.get(key)));
        if (!report.failure().equals(Optional.ofNullable(registered.get("failure")))) {
            throw new AssertionError("report and properties differ: " + report + registered);
        }
        reports.add(registered);
        return proxy(ServiceRegistration.class, (method, arguments) -> reports.remove(registered));
    }

    private interface Call {
        @Nullable
        Object answer(String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) ->
                        call.answer(method.getName(), arguments == null ? new Object[0] : arguments)));
    }
}
