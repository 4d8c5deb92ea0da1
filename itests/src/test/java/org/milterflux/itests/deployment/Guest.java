package org.milterflux.itests.deployment;

import java.nio.file.Path;

/**
 * A filter that mail does not need comes, sees some, and goes.
 *
 * @param judge counts the mail
 */
record Guest(Judge judge) implements Job {

    private static final int STAY = 50;

    @Override
    public String name() {
        return "GUEST_COMES_OR_GOES";
    }

    @Override
    public int upgrades() {
        return 0;
    }

    @Override
    public void run(Site site, Subject guest) throws Exception {
        if (guest.version().equals(Ledger.ABSENT)) {
            Path next = site.announceNext(guest);
            guest.bundleId(site.install(next));
            site.command("start " + guest.bundleId());
            site.settle(guest, guest.version());
            site.forget(next);
        } else {
            leave(site, guest);
        }
        long before = judge.messages();
        site.await("mail", () -> judge.messages() > before + STAY);
    }

    /** It goes, if it is there. */
    void leave(Site site, Subject guest) throws Exception {
        if (!guest.version().equals(Ledger.ABSENT)) {
            guest.version(Ledger.ABSENT);
            site.ledger().versions(guest.id()).announce(Ledger.ABSENT);
            site.command("uninstall " + guest.bundleId());
            site.settle(guest, guest.version());
        }
    }
}
