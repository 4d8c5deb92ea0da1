package org.milterflux.console.internal;

import java.io.IOException;
import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The administrator's word on one filter. Knows no class of the deployer, so that it can say that there is none. */
@Component(
        service = FilterCommands.class,
        property = {
            "osgi.command.scope=milter",
            "osgi.command.function=drain",
            "osgi.command.function=enable",
            "osgi.command.function=disable",
            "osgi.command.function=rank",
            "osgi.command.function=policy",
            "osgi.command.function=why"
        })
public final class FilterCommands {

    private final Services services;
    private final PolicyInForce policies;

    /** Commands of this framework. */
    @Activate
    public FilterCommands(BundleContext context, @Reference ConfigurationAdmin configurations) {
        services = new Services(context);
        policies = new PolicyInForce(configurations);
    }

    /** Keeps a filter out of the chain for now. */
    @Descriptor("keeps a filter out of the chain until milter:enable or the next start, and waits for its messages")
    public String drain(
            @Descriptor(Words.JSON) @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("ID, as milter:filters shows it") String[] filter)
            throws Exception {
        return services.needed().drain(Words.one(filter, "drain", "ID"), json);
    }

    /** Lets a filter take part again. */
    @Descriptor("lets a filter that was drained or disabled take part again")
    public String enable(
            @Descriptor(Words.JSON) @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("ID, as milter:filters shows it") String[] filter)
            throws Exception {
        return services.needed().enable(Words.one(filter, "enable", "ID"), json);
    }

    /** Takes a filter out of the chain for good. */
    @Descriptor("writes enabled=false into a filter's policy: it takes no part until milter:enable")
    public String disable(
            @Descriptor(Words.JSON) @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("ID, as milter:filters shows it") String[] filter)
            throws Exception {
        return services.needed().disable(Words.one(filter, "disable", "ID"), json);
    }

    /** Moves a filter. */
    @Descriptor("writes a filter's place into its policy: the highest rank comes first")
    public String rank(
            @Descriptor(Words.JSON) @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("ID RANK") String[] words)
            throws Exception {
        Words.atLeast(2, words, "rank", "ID RANK");
        List<String> both = Words.atMost(2, words, "rank");
        return services.needed().rank(both.get(0), both.get(1), json);
    }

    /** Shows or changes a filter's policy. */
    @Descriptor("shows a filter's policy file, or writes keys into it; an empty value takes a key out. Keys: enabled,"
            + " shadow, rank, listeners, condition, failure, failureReply, failureScope, timeoutSeconds, concurrency,"
            + " required, absent")
    public String policy(
            @Descriptor(Words.JSON) @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("ID [KEY=VALUE …]") String[] words)
            throws Exception {
        List<String> given = Words.atLeast(1, words, "policy", "ID [KEY=VALUE…]");
        String filter = given.get(0);
        return given.size() == 1
                ? show(filter, json)
                : services.needed().policy(filter, given.subList(1, given.size()), json);
    }

    /** Why a filter is not in the chain. */
    @Descriptor("why a filter is, or is not, in the chain")
    public String why(
            @Descriptor(Words.JSON) @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("ID, as milter:filters shows it") String[] filter) {
        return services.needed().why(Words.one(filter, "why", "ID"), json);
    }

    private String show(String filter, boolean json) throws IOException, InvalidSyntaxException {
        return json
                ? Json.of(policies.values(filter))
                : policies.text(filter).orElse("no policy says anything of " + filter + "; the defaults count\n");
    }
}
