package org.milterflux.launcher.command;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.milterflux.launcher.Instance;
import org.milterflux.launcher.Layout;
import org.milterflux.launcher.check.ConfigurationCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Validates configuration and sockets without starting anything. */
@Command(
        name = "check",
        description =
                "Check configuration files and sockets without starting: exit 0 when all is well, 1 with the findings.")
public final class CheckCommand implements Callable<Integer> {

    @Mixin
    private Places places = new Places();

    @Override
    public Integer call() throws IOException {
        Layout layout = places.layout();
        ConfigurationCheck check = ConfigurationCheck.of(layout, heldSockets(layout));
        check.findings().forEach(System.out::println);
        System.out.println(check.files() + " files in " + layout.conf() + ", " + summary(check));
        return check.findings().isEmpty() ? 0 : 1;
    }

    private static List<String> heldSockets(Layout layout) throws IOException {
        return Instance.running(layout).isPresent() ? Instance.sockets(layout).orElse(List.of()) : List.of();
    }

    private static String summary(ConfigurationCheck check) {
        int findings = check.findings().size();
        return findings == 0 ? "nothing wrong" : findings == 1 ? "1 finding" : findings + " findings";
    }
}
