package org.milterflux.filter.script.internal;

import static java.util.Objects.requireNonNull;

import groovy.lang.Closure;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.milterflux.api.ConnectFilter;
import org.milterflux.api.Connection;
import org.milterflux.api.DataFilter;
import org.milterflux.api.Decision;
import org.milterflux.api.Envelope;
import org.milterflux.api.HeloFilter;
import org.milterflux.api.Message;
import org.milterflux.api.MessageFilter;
import org.milterflux.api.Recipient;
import org.milterflux.api.RecipientFilter;
import org.milterflux.api.SenderFilter;
import org.milterflux.api.Verdict;
import org.milterflux.filter.script.ConnectionStage;
import org.milterflux.filter.script.Decided;
import org.milterflux.filter.script.EnvelopeStage;
import org.milterflux.filter.script.FilterScript;
import org.milterflux.filter.script.MessageStage;
import org.milterflux.filter.script.RecipientStage;

/**
 * A script as a filter of just the stages it has blocks for: the type of a filter says when it is called, and no stage should
 * cost a call for nothing.
 */
final class ScriptedFilter implements InvocationHandler {

    private static final Map<String, Class<?>> STAGES = Map.of(
            "onConnect", ConnectFilter.class,
            "onHelo", HeloFilter.class,
            "onSender", SenderFilter.class,
            "onRecipient", RecipientFilter.class,
            "onData", DataFilter.class,
            "onMessage", MessageFilter.class);

    private final FilterScript script;
    private final Map<String, Closure<?>> blocks;
    private final Places places;

    private ScriptedFilter(FilterScript script, Map<String, Closure<?>> blocks, Places places) {
        this.script = script;
        this.blocks = blocks;
        this.places = places;
    }

    /** The stages of the blocks. */
    static Set<Class<?>> stages(Map<String, Closure<?>> blocks) {
        return blocks.keySet().stream().map(STAGES::get).collect(Collectors.toSet());
    }

    /** A filter that runs the blocks, by the names of the stages' methods. */
    static Object of(FilterScript script, Map<String, Closure<?>> blocks, Places places) {
        return Proxy.newProxyInstance(
                ScriptedFilter.class.getClassLoader(),
                stages(blocks).toArray(Class<?>[]::new),
                new ScriptedFilter(script, blocks, places));
    }

    /** The class loader of the script in a filter. */
    static ClassLoader loader(Object filter) {
        return ((ScriptedFilter) Proxy.getInvocationHandler(filter))
                .script
                .getClass()
                .getClassLoader();
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Exception {
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> places.toString();
            default -> run(method.getName(), stage(arguments));
        };
    }

    private static ConnectionStage stage(Object[] arguments) {
        if (arguments.length == 2) {
            return new RecipientStage((Envelope) arguments[0], (Recipient) arguments[1]);
        }
        if (arguments[0] instanceof Message message) {
            return new MessageStage(message);
        }
        return arguments[0] instanceof Envelope envelope
                ? new EnvelopeStage(envelope)
                : new ConnectionStage((Connection) arguments[0]);
    }

    private Decision run(String name, ConnectionStage stage) throws Exception {
        Closure<?> block = requireNonNull(blocks.get(name)).rehydrate(stage, script, script);
        block.setResolveStrategy(Closure.DELEGATE_FIRST);
        try {
            block.call();
            return stage.decision(Verdict.pass());
        } catch (Decided decided) {
            return stage.decision(decided.verdict());
        } catch (Exception | AssertionError | StackOverflowError e) {
            throw places.failure(e);
        }
    }
}
