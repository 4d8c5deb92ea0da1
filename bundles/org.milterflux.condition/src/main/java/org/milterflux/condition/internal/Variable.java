package org.milterflux.condition.internal;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.milterflux.core.condition.Facts;
import org.milterflux.core.condition.Scope;

/** What conditions can speak of. */
enum Variable {
    CLIENT_ADDRESS("client.address", SimpleType.STRING, Scope.CONNECTION, Addresses::client),
    CLIENT_HOST("client.host", SimpleType.STRING, Scope.CONNECTION, Facts::host),
    CLIENT_PORT("client.port", SimpleType.INT, Scope.CONNECTION, facts -> (long) facts.port()),
    LISTENER("listener", SimpleType.STRING, Scope.CONNECTION, Facts::listener),
    HELO("helo", SimpleType.STRING, Scope.HELO, facts -> facts.helo().orElse("")),
    TLS("tls", SimpleType.BOOL, Scope.HELO, Facts::tls),
    AUTHENTICATED(
            "authenticated",
            SimpleType.BOOL,
            Scope.SENDER,
            facts -> facts.user().isPresent()),
    USER("user", SimpleType.STRING, Scope.SENDER, facts -> facts.user().orElse("")),
    SENDER_ADDRESS("sender.address", SimpleType.STRING, Scope.SENDER, Facts::sender),
    SENDER_DOMAIN("sender.domain", SimpleType.STRING, Scope.SENDER, facts -> Domains.of(facts.sender())),
    RECIPIENTS("recipients", ListType.create(SimpleType.STRING), Scope.RECIPIENTS, Facts::recipients),
    RECIPIENT_DOMAINS(
            "recipientDomains", ListType.create(SimpleType.STRING), Scope.RECIPIENTS, Variable::recipientDomains),
    SIZE("size", SimpleType.INT, Scope.MESSAGE, Facts::size),
    ATTRIBUTES(
            "attributes",
            MapType.create(SimpleType.STRING, SimpleType.DYN),
            Scope.MESSAGE,
            facts -> AttributeValues.of(facts.attributes()));

    private final String name;
    private final CelType type;
    private final Scope scope;

    @SuppressWarnings("ImmutableEnumChecker") // never keeps state
    private final Function<Facts, Object> value;

    Variable(String name, CelType type, Scope scope, Function<Facts, Object> value) {
        this.name = name;
        this.type = type;
        this.scope = scope;
        this.value = value;
    }

    /** The one of that name; empty for others, such as those of {@code exists}. */
    static Optional<Variable> named(String name) {
        return Arrays.stream(values())
                .filter(variable -> variable.name.equals(name))
                .findFirst();
    }

    /** As conditions write it. */
    String title() {
        return name;
    }

    CelType type() {
        return type;
    }

    /** When it is known. */
    Scope scope() {
        return scope;
    }

    Object in(Facts facts) {
        return value.apply(facts);
    }

    private static List<String> recipientDomains(Facts facts) {
        return facts.recipients().stream().map(Domains::of).distinct().toList();
    }
}
