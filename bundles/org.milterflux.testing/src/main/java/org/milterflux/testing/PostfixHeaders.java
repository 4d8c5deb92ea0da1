package org.milterflux.testing;

import java.util.ArrayList;
import java.util.List;
import org.milterflux.protocol.Header;

/**
 * A plain list whose first element is Postfix's own {@code Received}: insertions count it, changes by name do not. What
 * is deleted is gone, the rest moves up.
 */
final class PostfixHeaders implements HeaderBlock {

    private final List<Header> fields = new ArrayList<>();

    PostfixHeaders(List<Header> headers) {
        fields.add(OWN_RECEIVED);
        fields.addAll(headers);
    }

    @Override
    public void insert(long index, Header field) {
        fields.add((int) Math.min(index, fields.size()), field);
    }

    @Override
    public void add(Header field) {
        fields.add(field);
    }

    @Override
    public void change(long index, Header field) {
        int at = find(index, field.name());
        if (at < 0) {
            fields.add(field);
        } else {
            fields.set(at, field);
        }
    }

    @Override
    public void delete(long index, String name) {
        int at = find(index, name);
        if (at >= 0) {
            fields.remove(at);
        }
    }

    private int find(long index, String name) {
        long left = Math.max(index, 1);
        for (int i = 0; i < fields.size(); i++) {
            Header field = fields.get(i);
            if (!isOwn(field) && field.name().equalsIgnoreCase(name) && --left == 0) {
                return i;
            }
        }
        return -1;
    }

    @SuppressWarnings("ReferenceEquality") // a client may send the same line; only ours is hidden
    private static boolean isOwn(Header field) {
        return field == OWN_RECEIVED;
    }

    @Override
    public List<Header> visible() {
        return fields.stream().filter(field -> !isOwn(field)).toList();
    }

    @Override
    public List<Header> delivered() {
        return List.copyOf(fields);
    }
}
