package org.milterflux.core.internal.message;

import org.milterflux.api.Edit;
import org.milterflux.api.HeaderField;
import org.milterflux.api.Placement;

/** Header edits on a block: those that name a field or a place are first put into the MTA's count. */
final class HeaderEdits {

    private HeaderEdits() {}

    /**
     * The block after one edit.
     *
     * @throws IllegalArgumentException when the edit names a field that the message does not have (any more)
     */
    static HeaderBlock apply(HeaderBlock block, Edit edit) {
        Edit counted = counted(block, edit);
        if (counted instanceof Edit.AddRawHeader add) {
            return block.add(HeaderField.of(add.name(), add.rawValue()));
        }
        if (counted instanceof Edit.InsertRawHeader insert) {
            return block.insert(insert.position(), HeaderField.of(insert.name(), insert.rawValue()));
        }
        Edit.ChangeRawHeader change = (Edit.ChangeRawHeader) counted;
        return block.change(change.number(), HeaderField.of(change.name(), change.rawValue()));
    }

    private static Edit counted(HeaderBlock block, Edit edit) {
        if (edit instanceof Edit.AddHeader add) {
            return Edit.addRawHeader(add.name(), spaced(add.value()));
        }
        if (edit instanceof Edit.InsertHeader insert) {
            return Edit.insertRawHeader(position(block, insert.place()), insert.name(), spaced(insert.value()));
        }
        if (edit instanceof Edit.ChangeHeader change) {
            return changed(block, change.field(), spaced(change.value()));
        }
        if (edit instanceof Edit.DeleteHeader delete) {
            return changed(block, delete.field(), "");
        }
        return edit;
    }

    private static Edit changed(HeaderBlock block, HeaderField handle, String rawValue) {
        return Edit.changeRawHeader(block.number(handle), handle.name(), rawValue);
    }

    private static int position(HeaderBlock block, Placement place) {
        if (place instanceof Placement.Before before) {
            return block.above(before.field());
        }
        if (place instanceof Placement.After after) {
            return block.above(after.field()) + 1;
        }
        return place == Placement.Fixed.TOP ? 0 : 1;
    }

    private static String spaced(String value) {
        return " " + value;
    }
}
