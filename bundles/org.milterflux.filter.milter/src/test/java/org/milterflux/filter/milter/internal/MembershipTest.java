package org.milterflux.filter.milter.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.milterflux.api.Settings;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import reactor.core.publisher.Flux;

class MembershipTest {

    private final List<Optional<Dictionary<?, ?>>> published = new ArrayList<>();
    private final Membership membership = new Membership(context(), settings("one"));

    private static MemberSettings settings(String name) {
        return MemberSettings.of(
                Settings.of(Map.of("socket", "inet:1@localhost", "name", name, "macros", "z", "service.ranking", 3)));
    }

    /** A framework that knows one service; what its properties were is written down, and that it went. */
    private BundleContext context() {
        Object registration = Proxy.newProxyInstance(
                MembershipTest.class.getClassLoader(),
                new Class<?>[] {ServiceRegistration.class},
                (proxy, method, arguments) -> {
                    published.add(Optional.ofNullable(arguments).map(given -> (Dictionary<?, ?>) given[0]));
                    return null;
                });
        return (BundleContext) Proxy.newProxyInstance(
                MembershipTest.class.getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> {
                    published.add(Optional.of((Dictionary<?, ?>) arguments[2]));
                    return registration;
                });
    }

    private Object last(String key) {
        return published.get(published.size() - 1).orElseThrow().get(key);
    }

    @Test
    void saysWhatAFilterProfileSays() {
        membership.begin(events -> Flux.empty());
        assertThat(last("milter.name")).isEqualTo("one");
        assertThat(last("milter.edits"))
                .isEqualTo(new String[] {"HEADERS", "BODY", "RECIPIENTS", "SENDER", "QUARANTINE"});
        assertThat(last("milter.body")).isEqualTo(true);
        assertThat(last("milter.macros")).isEqualTo(new String[] {"z"});
        assertThat(last("milter.rejectedRecipients")).isEqualTo(false);
        assertThat(last("service.ranking")).isEqualTo(3);
    }

    @Test
    void addsWhatTheMilterWanted() {
        membership.begin(events -> Flux.empty());
        Wants wants = new Wants(List.of("a"), true);
        assertThat(membership.wouldLearn(wants)).isTrue();
        membership.learn(wants);
        assertThat(last("milter.macros")).isEqualTo(new String[] {"a", "z"});
        assertThat(last("milter.rejectedRecipients")).isEqualTo(true);
        assertThat(membership.wouldLearn(wants)).isFalse();
    }

    @Test
    void changesWithTheConfiguration() {
        membership.begin(events -> Flux.empty());
        membership.change(settings("two"));
        assertThat(last("milter.name")).isEqualTo("two");
        assertThat(membership.settings().id()).isEqualTo("two");
    }

    @Test
    void endsOnceAndSaysNoMore() {
        membership.begin(events -> Flux.empty());
        membership.end();
        membership.end();
        membership.learn(new Wants(List.of("a"), true));
        membership.change(settings("two"));
        assertThat(published).hasSize(2).last().isEqualTo(Optional.empty());
    }
}
