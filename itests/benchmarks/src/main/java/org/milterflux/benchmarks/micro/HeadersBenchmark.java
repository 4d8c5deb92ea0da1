package org.milterflux.benchmarks.micro;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.milterflux.api.Body;
import org.milterflux.api.Edit;
import org.milterflux.api.HeaderField;
import org.milterflux.core.internal.message.Mta;
import org.milterflux.core.internal.message.Passage;
import org.milterflux.core.internal.message.SpoolRoom;
import org.milterflux.protocol.Reply;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Edits of a header by filters, one after the other, into what the MTA is asked for. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class HeadersBenchmark {

    private static final Body NO_BODY =
            new SpoolRoom(Path.of(""), 0, 0, 0).spool().body();

    @Param({"POSTFIX", "SENDMAIL"})
    Mta mta = Mta.POSTFIX;

    @Param({"10", "100", "1000"})
    int fields = 10;

    @Param({"1", "5"})
    int filters = 1;

    private List<HeaderField> sent = List.of();

    @Setup
    public void prepare() {
        sent = IntStream.range(0, fields)
                .mapToObj(i -> HeaderField.of("X-Field-" + i, "value " + i))
                .toList();
    }

    /** Each filter adds a field, changes the first one it sees and deletes the last one. */
    @Benchmark
    public List<Reply> edit() {
        Passage passage = Passage.of(mta, sent, NO_BODY);
        for (int i = 0; i < filters; i++) {
            List<HeaderField> seen = passage.headers().visible().fields();
            passage = passage.then(List.of(
                    Edit.addHeader("X-Seen", "by filter " + i),
                    Edit.changeHeader(seen.get(0), "changed by filter " + i),
                    Edit.deleteHeader(seen.get(seen.size() - 1))));
        }
        return passage.headers().requests();
    }
}
