package org.milterflux.core.internal.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.milterflux.api.HeaderField;
import org.milterflux.protocol.AddHeader;
import org.milterflux.protocol.ChangeHeader;
import org.milterflux.protocol.InsertHeader;
import org.milterflux.protocol.Reply;

/**
 * What an MTA makes of the header requests of its milters, one session after the other: the yardstick for our blocks, so
 * it shares no code with them. The values of a test must all differ: they tell the fields apart.
 */
abstract class MtaHeader {

    /** One line of the MTA's list; no value when it is not there to be seen or delivered. */
    static final class Line {
        final String name;

        @Nullable
        String value;
        /** Sendmail's H_USER: the milter of this session sees and counts it. */
        boolean user;

        Line(String name, @Nullable String value, boolean user) {
            this.name = name;
            this.value = value;
            this.user = user;
        }

        boolean isNamed(String other) {
            return name.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT));
        }
    }

    /** The MTA's own trace line in what it delivers. */
    static final String OWN = "R";

    final List<Line> lines = new ArrayList<>();

    static MtaHeader of(Mta mta, List<HeaderField> sent) {
        MtaHeader header = mta == Mta.SENDMAIL ? new SendmailHeader() : new PostfixHeader();
        sent.forEach(field -> header.lines.add(new Line(field.name(), field.rawValue(), true)));
        return header;
    }

    /** The next milter's session begins. */
    abstract void begin();

    abstract void add(String name, String value);

    abstract void insert(int index, String name, String value);

    abstract void change(int index, String name, String value);

    abstract void delete(int index, String name);

    /** Takes out the line with this value, as a milter would that knows its index. */
    abstract void delete(String value);

    void insertBeside(String value, boolean below, String name, String newValue) {
        lines.add(indexOf(value) + (below ? 1 : 0), new Line(name, newValue, true));
    }

    void replace(String value, String newValue) {
        lines.get(indexOf(value)).value = newValue;
    }

    int indexOf(String value) {
        for (int i = 0; i < lines.size(); i++) {
            if (value.equals(lines.get(i).value)) {
                return i;
            }
        }
        throw new AssertionError("no line has the value " + value);
    }

    MtaHeader apply(List<Reply> requests) {
        begin();
        requests.forEach(this::apply);
        return this;
    }

    private void apply(Reply request) {
        if (request instanceof AddHeader add) {
            add(add.name(), add.value());
        } else if (request instanceof InsertHeader insert) {
            insert(insert.index(), insert.name(), insert.value());
        } else if (request instanceof ChangeHeader change && change.value().isEmpty()) {
            delete(change.index(), change.name());
        } else if (request instanceof ChangeHeader change) {
            change(change.index(), change.name(), change.value());
        }
    }

    /** What the milter of this session is shown. */
    List<String> seen() {
        return written(lines.stream().filter(line -> line.user));
    }

    /** What is delivered, the MTA's own line as {@link #OWN}. */
    List<String> delivered() {
        return written(lines.stream());
    }

    private static List<String> written(Stream<Line> lines) {
        return lines.filter(line -> line.value != null)
                .map(line -> Objects.equals(line.value, OWN) ? OWN : line.name + ":" + line.value)
                .toList();
    }

    /** Lines are edited in the queue file at once; its own is the first, and counts for positions only. */
    private static final class PostfixHeader extends MtaHeader {

        PostfixHeader() {
            lines.add(new Line("Received", OWN, false));
        }

        @Override
        void begin() {}

        @Override
        void add(String name, String value) {
            lines.add(new Line(name, value, true));
        }

        @Override
        void insert(int index, String name, String value) {
            lines.add(index > lines.size() ? lines.size() : index, new Line(name, value, true));
        }

        @Override
        void change(int index, String name, String value) {
            int at = find(index, name);
            if (at < lines.size()) {
                lines.remove(at);
            }
            lines.add(at, new Line(name, value, true));
        }

        @Override
        void delete(int index, String name) {
            int at = find(index, name);
            if (at < lines.size()) {
                lines.remove(at);
            }
        }

        @Override
        void delete(String value) {
            lines.remove(indexOf(value));
        }

        private int find(int index, String name) {
            int seen = 0;
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).user && lines.get(i).isNamed(name) && ++seen == (index == 0 ? 1 : index)) {
                    return i;
                }
            }
            return lines.size();
        }
    }

    /** The list starts with the configured lines; what is deleted stays as a line without value. */
    private static final class SendmailHeader extends MtaHeader {

        SendmailHeader() {
            Stream.of("Return-Path", "Received", "Resent-Date", "Date", "Resent-From", "From", "Full-Name")
                    .forEach(this::configured);
            Stream.of("Resent-Message-Id", "Message-Id").forEach(this::configured);
        }

        private void configured(String name) {
            lines.add(new Line(name, name.equals("Received") ? OWN : null, false));
        }

        @Override
        void begin() {
            lines.stream().filter(line -> line.value == null).forEach(line -> line.user = false);
        }

        @Override
        void add(String name, String value) {
            for (Line line : lines) {
                if (line.isNamed(name) && isDefault(line)) {
                    line.value = value;
                    line.user = true;
                    return;
                }
            }
            addAbove(name, value);
        }

        private void addAbove(String name, String value) {
            int at = 0;
            while (at < lines.size() && !lines.get(at).isNamed(name)) {
                at++;
            }
            lines.add(at, new Line(name, value, true));
        }

        @Override
        void insert(int index, String name, String value) {
            lines.add(index < lines.size() ? index + 1 : lines.size(), new Line(name, value, true));
        }

        @Override
        void change(int index, String name, String value) {
            Line target = find(index, name);
            if (target == null) {
                addAbove(name, value);
            } else {
                target.value = value;
                target.user = true;
            }
        }

        @Override
        void delete(int index, String name) {
            Line target = find(index, name);
            if (target != null) {
                target.value = null;
            }
        }

        @Override
        void delete(String value) {
            lines.get(indexOf(value)).value = null;
        }

        private @Nullable Line find(int index, String name) {
            int left = index;
            Line fallback = null;
            for (Line line : lines) {
                if (!line.isNamed(name)) {
                    continue;
                }
                if (line.user) {
                    left--;
                    if (left <= 0) {
                        return line;
                    }
                } else if (isDefault(line)) {
                    fallback = line;
                }
            }
            return fallback;
        }

        private static boolean isDefault(Line line) {
            return !line.user && !line.isNamed("Received");
        }
    }
}
