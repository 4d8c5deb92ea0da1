package org.milterflux.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.milterflux.launcher.Layout;
import picocli.CommandLine;

class PlacesTest {

    private final Path here = Path.of("").toAbsolutePath();

    @Test
    void areInTheDistributionByDefault() {
        Layout layout = parse(Map.of());
        assertThat(layout)
                .isEqualTo(new Layout(
                        here,
                        here.resolve("conf"),
                        here.resolve("data"),
                        here.resolve("deploy"),
                        here.resolve("logs")));
    }

    @Test
    void comeFromTheEnvironment() {
        Layout layout = parse(Map.of("MILTERFLUX_CONF", "/etc/milterflux", "MILTERFLUX_DATA", "/var/lib/milterflux"));
        assertThat(layout.conf()).isEqualTo(Path.of("/etc/milterflux"));
        assertThat(layout.data()).isEqualTo(Path.of("/var/lib/milterflux"));
    }

    @Test
    void comeFromOptionsFirst() {
        assertThat(parse(Map.of("MILTERFLUX_CONF", "/etc/milterflux"), "--conf", "/etc/second")
                        .conf())
                .isEqualTo(Path.of("/etc/second"));
    }

    @Test
    void keepTheLogsOfTwoInstancesApart() {
        assertThat(parse(Map.of(), "--data", "/srv/second/data").logs()).isEqualTo(Path.of("/srv/second/logs"));
    }

    private static Layout parse(Map<String, String> environment, String... options) {
        Places places = new Places();
        new CommandLine(CommandLine.Model.CommandSpec.create()
                        .addMixin("places", CommandLine.Model.CommandSpec.forAnnotatedObject(places)))
                .parseArgs(options);
        return places.layout(environment);
    }
}
