package org.milterflux.benchmarks.load;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.milterflux.protocol.Abort;
import org.milterflux.protocol.CommandCode;
import org.milterflux.protocol.Header;
import org.milterflux.protocol.Negotiation;
import org.milterflux.protocol.OptionNegotiation;
import org.milterflux.protocol.ProtocolException;
import org.milterflux.protocol.Quit;
import org.milterflux.protocol.Reply;
import org.milterflux.protocol.ReplyKind;

/**
 * One SMTP session as Postfix has it with its milters: each of them hears an event before the next event comes, up to DATA;
 * then one after the other gets the whole content. One event is under way at any time.
 */
final class Session {

    private enum Phase {
        GREETING,
        READY,
        ENVELOPE,
        CONTENT,
        LEAVING,
        ENDED
    }

    private final Plan plan;
    private final Director director;
    private final List<Lane> lanes = new ArrayList<>();
    private final List<Header> added = new ArrayList<>();

    private Phase phase = Phase.GREETING;
    private List<Frame> content = List.of();
    private int place;
    private int turn;
    private @Nullable Frame awaiting;
    private boolean negotiating;
    private boolean skipping;
    private @Nullable Proof proof;
    private long asked;
    private long since;
    private boolean wanted;
    private boolean atWork;
    private boolean told;
    private int sent;

    Session(Plan plan, Director director) {
        this.plan = plan;
        this.director = director;
    }

    /** Connects and greets; goes on with a message when one has begun. */
    void open() {
        plan.sessions().add(this);
        attempt(this::proceed);
    }

    /**
     * Sends one message, now or as soon as the milters are greeted.
     *
     * @param time from which its latency counts
     */
    void begin(long time) {
        since = time;
        wanted = true;
        if (phase == Phase.READY) {
            phase = Phase.ENVELOPE;
            if (!atWork) {
                attempt(this::proceed);
            }
        }
    }

    /** Says good-bye. What comes until the milters have closed their side is one reply too many. */
    void quit() {
        attempt(() -> {
            phase = Phase.LEAVING;
            asked = System.nanoTime();
            for (Lane lane : lanes) {
                lane.send(new Quit());
                lane.leave();
            }
            tell();
        });
    }

    /** How many messages it has sent. */
    int sent() {
        return sent;
    }

    /** Takes what one of its milters has written. */
    void read(Lane lane, ByteBuffer buffer) {
        attempt(() -> {
            if (phase == Phase.LEAVING) {
                left(lane, buffer);
                return;
            }
            boolean answered = false;
            for (Reply reply : lane.read(buffer)) {
                if (answered) {
                    throw new Deviation("unasked", reply.replyKind() + " after the verdict");
                }
                answered = hear(lane, reply);
            }
            if (answered) {
                proceed();
            }
        });
    }

    private void left(Lane lane, ByteBuffer buffer) throws IOException, Deviation {
        if (lane.isMore(buffer)) {
            throw new Deviation("unasked", "a reply came that nothing had asked for");
        }
        lane.close();
        lanes.remove(lane);
        if (lanes.isEmpty()) {
            phase = Phase.ENDED;
            plan.sessions().remove(this);
        }
    }

    /** Writes what the socket did not take. */
    void write(Lane lane) {
        attempt(lane::flush);
    }

    /** Gives up when the milter has been silent for too long. */
    void check(long now) {
        if ((awaiting != null || negotiating || phase == Phase.LEAVING) && now - asked > plan.timeout()) {
            String event = negotiating
                    ? "the negotiation"
                    : awaiting == null ? "QUIT" : awaiting.code().toString();
            fail(new Deviation("timeout", "no reply to " + event));
        }
    }

    private boolean hear(Lane lane, Reply reply) throws Deviation {
        if (lanes.get(turn) != lane) {
            throw new Deviation("unasked", reply.replyKind() + " from a milter that was not asked");
        }
        plan.tally().reply();
        if (negotiating) {
            negotiating = false;
            lane.agree(plan.script(agreement(reply)));
            return true;
        }
        Frame event = awaiting;
        if (event == null) {
            throw new Deviation("unasked", reply.replyKind() + " while no event was open");
        }
        return switch (reply.replyKind().role()) {
            case PROGRESS -> progress();
            case VERDICT -> verdict(lane, event, reply.replyKind());
            case EDIT -> edit(lane, event, reply);
            case NEGOTIATION -> throw new Deviation("unasked", "a second negotiation");
        };
    }

    private OptionNegotiation agreement(Reply reply) throws Deviation {
        if (!(reply instanceof OptionNegotiation answer)) {
            throw new Deviation("negotiation", "answered by " + reply.replyKind());
        }
        if (Negotiation.unofferedSteps(plan.offer(), answer) != 0) {
            throw new Deviation("negotiation", "steps were claimed that were not offered");
        }
        return Negotiation.agree(plan.offer(), answer);
    }

    private boolean progress() {
        asked = System.nanoTime();
        return false;
    }

    private boolean edit(Lane lane, Frame event, Reply reply) throws Deviation {
        if (event.code() != CommandCode.END_OF_MESSAGE) {
            throw new Deviation("edit", reply.replyKind() + " at " + event.code());
        }
        proof(lane).edit(reply);
        return false;
    }

    private boolean verdict(Lane lane, Frame event, ReplyKind verdict) throws Deviation {
        if (verdict == ReplyKind.SKIP
                && event.code() == CommandCode.BODY
                && script(lane).maySkip()) {
            skipping = true;
        } else if (verdict != ReplyKind.CONTINUE) {
            throw new Deviation("verdict", verdict + " at " + event.code());
        }
        if (event.code() == CommandCode.END_OF_MESSAGE) {
            proof(lane).end();
            added.addAll(proof(lane).added());
            proof = null;
        }
        awaiting = null;
        advance();
        return true;
    }

    private Proof proof(Lane lane) {
        if (proof == null) {
            proof = new Proof(plan.proof(), script(lane).space());
        }
        return proof;
    }

    /** Sends up to and with the next event that wants a verdict. */
    private void proceed() throws IOException, Deviation {
        while (phase.compareTo(Phase.LEAVING) < 0 && phase != Phase.READY) {
            if (turn == lanes.size()) {
                connect();
                return;
            }
            Lane lane = lanes.get(turn);
            Frame frame = frame(lane);
            if (!(skipping && frame.code() == CommandCode.BODY)) {
                lane.send(frame);
                if (frame.awaited()) {
                    asked = System.nanoTime();
                    awaiting = frame;
                    lane.flush();
                    return;
                }
            }
            advance();
        }
    }

    private void connect() throws IOException {
        Lane lane = Lane.open(this, plan.milters().get(turn), plan.selector());
        lanes.add(lane);
        plan.tally().connection();
        negotiating = true;
        asked = System.nanoTime();
        lane.send(plan.offer());
        lane.flush();
    }

    private Frame frame(Lane lane) {
        if (phase == Phase.CONTENT && place == 0) {
            skipping = false;
            content = script(lane).content(added);
        }
        return switch (phase) {
            case GREETING -> script(lane).greeting().get(place);
            case ENVELOPE -> script(lane).envelope().get(place);
            case CONTENT -> content.get(place);
            case READY, LEAVING, ENDED -> throw new IllegalStateException("nothing to send: " + phase);
        };
    }

    private static Script script(Lane lane) {
        return requireNonNull(lane.script(), "nothing is agreed yet");
    }

    /** Goes to the next milter or event. */
    private void advance() {
        boolean inTurns = phase != Phase.CONTENT;
        int last = length() - 1;
        if (inTurns && ++turn == plan.milters().size()) {
            turn = 0;
            place++;
        } else if (!inTurns && ++place > last) {
            place = 0;
            turn++;
        }
        if (inTurns ? place > last : turn == plan.milters().size()) {
            place = 0;
            turn = 0;
            nextPhase();
        }
    }

    private int length() {
        Script script = script(lanes.get(Math.min(turn, lanes.size() - 1)));
        return switch (phase) {
            case GREETING -> script.greeting().size();
            case ENVELOPE -> script.envelope().size();
            default -> content.size();
        };
    }

    private void nextPhase() {
        switch (phase) {
            case GREETING -> {
                phase = wanted ? Phase.ENVELOPE : Phase.READY;
                if (phase == Phase.READY) {
                    director.ready(this);
                }
            }
            case ENVELOPE -> phase = Phase.CONTENT;
            default -> delivered();
        }
    }

    /** Postfix says ABORT after every message, and sends it with what comes next. */
    private void delivered() {
        director.delivered(System.nanoTime() - since);
        wanted = false;
        sent++;
        added.clear();
        lanes.forEach(lane -> lane.send(new Abort()));
        phase = Phase.READY;
        director.ready(this);
    }

    /** Work whose failure is the milter's. */
    private interface Work {
        void run() throws IOException, Deviation;
    }

    private void attempt(Work work) {
        boolean outer = !atWork;
        atWork = true;
        try {
            work.run();
        } catch (Deviation e) {
            fail(e);
        } catch (IOException | ProtocolException e) {
            fail(new Deviation(e instanceof IOException ? "connection" : "protocol", String.valueOf(e.getMessage())));
        } finally {
            atWork = !outer;
        }
    }

    private void fail(Deviation deviation) {
        if (phase != Phase.ENDED) {
            plan.tally().deviation(deviation);
            end();
        }
    }

    private void end() {
        phase = Phase.ENDED;
        awaiting = null;
        negotiating = false;
        lanes.forEach(Lane::close);
        plan.sessions().remove(this);
        tell();
    }

    private void tell() {
        if (!told) {
            told = true;
            director.ended(this);
        }
    }
}
