package org.milterflux.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.milterflux.protocol.Header;

/**
 * Sendmail's list: first the header lines of its configuration, mostly without value, then the client's. What is
 * deleted stays as a slot that counts; slots without value are filled by fields of their name.
 */
final class SendmailHeaders implements HeaderBlock {

    private static final List<String> CONFIGURED = List.of(
            "Return-Path",
            "Received",
            "Resent-Date",
            "Date",
            "Resent-From",
            "From",
            "Full-Name",
            "Resent-Message-Id",
            "Message-Id");
    private static final Set<String> TRACE = Set.of("received", "x400-received", "via", "mail-from");

    /** A place in the list; {@code user} when it came from the client or a filter. */
    private record Slot(String name, Optional<String> value, boolean user) {

        boolean isNamed(String other) {
            return name.equalsIgnoreCase(other);
        }

        boolean isFillable() {
            return !user && !TRACE.contains(name.toLowerCase(Locale.ROOT));
        }
    }

    private final List<Slot> slots = new ArrayList<>();

    SendmailHeaders(List<Header> headers) {
        for (String name : CONFIGURED) {
            boolean own = name.equals(OWN_RECEIVED.name());
            slots.add(new Slot(name, own ? Optional.of(OWN_RECEIVED.value()) : Optional.empty(), false));
        }
        headers.forEach(header -> slots.add(new Slot(header.name(), Optional.of(header.value()), true)));
    }

    /**
     * Behind the element with this index, so 0 is above the own {@code Received}; to Sendmail 2^31 and more is
     * negative.
     */
    @Override
    public void insert(long index, Header field) {
        long from = index > Integer.MAX_VALUE ? 0 : index;
        slots.add((int) Math.min(from + 1, slots.size()), filled(field));
    }

    @Override
    public void add(Header field) {
        for (int i = 0; i < slots.size(); i++) {
            if (slots.get(i).isNamed(field.name()) && slots.get(i).isFillable()) {
                slots.set(i, new Slot(slots.get(i).name(), Optional.of(field.value()), true));
                return;
            }
        }
        addBeforeNamesake(field);
    }

    private void addBeforeNamesake(Header field) {
        for (int i = 0; i < slots.size(); i++) {
            if (slots.get(i).isNamed(field.name())) {
                slots.add(i, filled(field));
                return;
            }
        }
        slots.add(filled(field));
    }

    @Override
    public void change(long index, Header field) {
        int at = find(index, field.name());
        if (at < 0) {
            addBeforeNamesake(field);
        } else {
            slots.set(at, new Slot(slots.get(at).name(), Optional.of(field.value()), true));
        }
    }

    @Override
    public void delete(long index, String name) {
        int at = find(index, name);
        if (at >= 0) {
            slots.set(
                    at,
                    new Slot(
                            slots.get(at).name(),
                            Optional.empty(),
                            slots.get(at).user()));
        }
    }

    /**
     * The index counts fields of clients and filters, deleted ones too; past them a configured line of the name is
     * taken.
     */
    private int find(long index, String name) {
        int left = (int) index;
        int configured = -1;
        for (int i = 0; i < slots.size(); i++) {
            Slot slot = slots.get(i);
            if (slot.isNamed(name)) {
                if (slot.user() && --left <= 0) {
                    return i;
                }
                if (slot.isFillable()) {
                    configured = i;
                }
            }
        }
        return configured;
    }

    private static Slot filled(Header field) {
        return new Slot(field.name(), Optional.of(field.value()), true);
    }

    @Override
    public List<Header> visible() {
        return headers(true);
    }

    @Override
    public List<Header> delivered() {
        return headers(false);
    }

    private List<Header> headers(boolean onlyUser) {
        return slots.stream()
                .filter(slot -> slot.user() || !onlyUser)
                .flatMap(slot -> slot.value().map(value -> new Header(slot.name(), value)).stream())
                .toList();
    }
}
