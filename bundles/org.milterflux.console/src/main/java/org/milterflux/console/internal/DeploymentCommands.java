package org.milterflux.console.internal;

import java.util.function.Consumer;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Changes what is deployed. Knows no class of the deployer, so that it can say that there is none. */
@Component(
        service = DeploymentCommands.class,
        property = {
            "osgi.command.scope=milter",
            "osgi.command.function=plan",
            "osgi.command.function=deploy",
            "osgi.command.function=undeploy",
            "osgi.command.function=rollback",
            "osgi.command.function=history"
        })
public final class DeploymentCommands {

    private final Services services;

    /** Commands of this framework. */
    @Activate
    public DeploymentCommands(BundleContext context) {
        services = new Services(context);
    }

    /** What a change would do. */
    @Descriptor("what milter:deploy would do with these bundles; fails when that would")
    public String plan(
            CommandSession session,
            @Descriptor("what milter:undeploy would do with these names")
                    @Parameter(names = "--remove", presentValue = "true", absentValue = "false")
                    boolean removal,
            @Descriptor(Words.JSON) @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("FILE|URL|mvn:GROUP/ARTIFACT/VERSION …") String[] sources)
            throws Exception {
        return services.needed()
                .plan(Words.atLeast(1, sources, "plan", "FILE…"), removal, json, session.currentDir(), out(session));
    }

    /** Deploys. */
    @Descriptor("installs bundles beside what serves, and lets them take its place when they are ready; takes them back"
            + " by itself when they fail in their first messages")
    public String deploy(
            CommandSession session,
            @Descriptor("waits until their first messages have passed; fails when they are taken back")
                    @Parameter(names = "--wait", presentValue = "true", absentValue = "false")
                    boolean wait,
            @Descriptor(Words.JSON) @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("FILE|URL|mvn:GROUP/ARTIFACT/VERSION …") String[] sources)
            throws Exception {
        return services.needed()
                .deploy(Words.atLeast(1, sources, "deploy", "FILE…"), wait, json, session.currentDir(), out(session));
    }

    /** Takes bundles away. */
    @Descriptor("takes bundles away; their messages are finished first")
    public String undeploy(
            CommandSession session,
            @Descriptor(Words.JSON) @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("BUNDLE|FILTER …, symbolic names or ids of filters") String[] names)
            throws Exception {
        return services.needed().undeploy(Words.atLeast(1, names, "undeploy", "BUNDLE…"), json, out(session));
    }

    /** Goes back. */
    @Descriptor("goes back to what there was before the latest change, or after change N; 0 is before the first")
    public String rollback(
            CommandSession session,
            @Descriptor(Words.JSON) @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("[N]") String[] number)
            throws Exception {
        return services.needed().rollback(Words.atMost(1, number, "rollback"), json, out(session));
    }

    /** Every change. */
    @Descriptor("every change, failed ones too, latest last")
    public String history(
            @Descriptor(Words.JSON) @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json) {
        return services.needed().history(json);
    }

    /** Straight to whoever typed the command: lines come from other threads too, while it is under way. */
    private static Consumer<String> out(CommandSession session) {
        return line -> {
            session.getConsole().println(line.stripTrailing());
            session.getConsole().flush();
        };
    }
}
