package org.milterflux.itests.deployment;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.ClosedByInterruptException;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.milterflux.itests.milter.MilterChannel;
import org.milterflux.itests.milter.Packets;

/** One MTA process: opens connections, one after the other, and sends messages over them until it is told to end. */
final class Caller implements Runnable {

    private static final byte[] BODY = "Hello\r\n".repeat(40).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private static final String VERDICTS = "cartdy";
    private static final int ABORT_EVERY = 50;
    private static final int GREET_EVERY = 60;

    private final String name;
    private final SocketAddress address;
    private final Habit habit;
    private final boolean asPostfix;
    private final Judge judge;
    private final Watch watch;
    private final CountDownLatch enough;
    private final Random random;
    private int connections;
    private volatile boolean overdue;
    private volatile long waitingSince;
    private volatile String waitingFor = "";
    private volatile MilterChannel channel;

    /** Where reply times go. */
    interface Watch {
        void replied(char event, long nanos);
    }

    Caller(
            String name,
            SocketAddress address,
            Habit habit,
            boolean asPostfix,
            Judge judge,
            Watch watch,
            CountDownLatch enough,
            long seed)
            throws IOException {
        this.name = name;
        this.address = address;
        this.habit = habit;
        this.asPostfix = asPostfix;
        this.judge = judge;
        this.watch = watch;
        this.enough = enough;
        random = new Random(seed);
        channel = MilterChannel.open(address);
    }

    @Override
    public void run() {
        try {
            while (enough.getCount() > 0) {
                connection();
            }
        } catch (InterruptedException | ClosedByInterruptException ended) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            judge.wrong(connection(connections), e, "the MTA cannot connect, or broke");
        }
    }

    private void connection() throws IOException, InterruptedException {
        String connection = connection(++connections);
        if (connections > 1) {
            channel = MilterChannel.open(address);
        }
        Judge.Memory memory = new Judge.Memory();
        Passage passage = new Passage();
        try (MilterChannel open = channel) {
            greet();
            for (int i = 0; i < habit.messages() && enough.getCount() > 0; i++) {
                passage = new Passage();
                if (message(passage)) {
                    judge.message(connection, memory, passage);
                }
                if (pause(habit.pause(random))) {
                    break;
                }
                if (random.nextInt(GREET_EVERY) == 0) {
                    expect(Packets.strings('H', "again.test"));
                }
            }
            open.send(Packets.packet('Q', ""));
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            judge.wrong(
                    connection,
                    passage,
                    (overdue ? "no reply to " : "connection lost while waiting for the reply to ") + waitingFor + ": "
                            + e);
            overdue = false;
        }
    }

    private String connection(int number) {
        return name + "#" + number;
    }

    private void greet() throws IOException {
        ask(Packets.offer());
        if (asPostfix) {
            channel.send(Packets.packet('D', "Cv\0Postfix 3.7.11\0j\0mx.test\0{daemon_name}\0mx.test\0"));
        }
        expect(Packets.connect());
        expect(Packets.strings('H', "client.test"));
    }

    /** A message; false when it was given up before its end. */
    private boolean message(Passage passage) throws IOException, InterruptedException {
        String answer = ask(Packets.strings('M', "<a@x.test>"));
        passage.pinned();
        if (!refused(passage, answer) && !refused(passage, ask(Packets.strings('R', "<b@y.test>")))) {
            if (random.nextInt(ABORT_EVERY) == 0) {
                channel.send(Packets.packet('A', ""));
                return false;
            }
            pause(habit.open(random));
            content(passage);
        }
        return true;
    }

    private void content(Passage passage) throws IOException {
        if (refused(passage, ask(Packets.packet('T', "")))) {
            return;
        }
        channel.send(Packets.strings('L', "From", " a@x.test"), Packets.strings('L', "Subject", " Hello"));
        if (refused(passage, ask(Packets.packet('N', "")))) {
            return;
        }
        String body = ask(Packets.packet('B', BODY));
        if (!body.equals("s") && refused(passage, body)) {
            return;
        }
        String reply = ask(Packets.packet('E', ""));
        while (VERDICTS.indexOf(reply.charAt(0)) < 0) {
            passage.edit(reply);
            reply = channel.read(); // they come together
        }
        passage.end(reply);
    }

    /** Ends the passage when the answer is a refusal. */
    private boolean refused(Passage passage, String answer) throws IOException {
        if (answer.equals("c")) {
            return false;
        }
        passage.end(answer);
        channel.send(Packets.packet('A', ""));
        return true;
    }

    private void expect(byte[] packet) throws IOException {
        String answer = ask(packet);
        if (!answer.equals("c")) {
            judge.wrong(connection(connections), answer, "the answer to " + (char) packet[4]);
        }
    }

    private String ask(byte[] packet) throws IOException {
        channel.send(packet);
        return next((char) packet[4]);
    }

    private String next(char event) throws IOException {
        long begun = System.nanoTime();
        waitingFor = Character.toString(event);
        waitingSince = begun;
        String reply = channel.read();
        while (reply.equals("p")) { // a sign of life
            reply = channel.read();
        }
        waitingSince = 0;
        watch.replied(event, System.nanoTime() - begun);
        return reply;
    }

    private boolean pause(int millis) throws InterruptedException {
        return enough.await(millis, TimeUnit.MILLISECONDS) && enough.getCount() == 0;
    }

    /** Gives up on a reply that is overdue. */
    void check(long patienceNanos) throws IOException {
        long since = waitingSince;
        if (since != 0 && System.nanoTime() - since > patienceNanos) {
            overdue = true;
            channel.close();
        }
    }
}
