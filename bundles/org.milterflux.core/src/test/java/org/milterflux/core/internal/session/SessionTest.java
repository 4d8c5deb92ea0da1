package org.milterflux.core.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.milterflux.core.internal.session.TestSession.BODY;
import static org.milterflux.core.internal.session.TestSession.CONNECT;
import static org.milterflux.core.internal.session.TestSession.DATA;
import static org.milterflux.core.internal.session.TestSession.END;
import static org.milterflux.core.internal.session.TestSession.END_OF_HEADERS;
import static org.milterflux.core.internal.session.TestSession.HELO;
import static org.milterflux.core.internal.session.TestSession.MAIL;
import static org.milterflux.core.internal.session.TestSession.RCPT;
import static org.milterflux.core.internal.session.TestSession.SUBJECT;
import static org.milterflux.core.internal.session.TestSession.body;
import static org.milterflux.core.internal.session.TestSession.chain;
import static org.milterflux.core.internal.session.TestSession.filter;
import static org.milterflux.core.internal.session.TestSession.macros;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.milterflux.api.ConnectFilter;
import org.milterflux.api.Connection;
import org.milterflux.api.DataFilter;
import org.milterflux.api.Decision;
import org.milterflux.api.Edit;
import org.milterflux.api.Envelope;
import org.milterflux.api.Event;
import org.milterflux.api.HeaderField;
import org.milterflux.api.HeloFilter;
import org.milterflux.api.Key;
import org.milterflux.api.Message;
import org.milterflux.api.MessageFilter;
import org.milterflux.api.ReactiveMessageFilter;
import org.milterflux.api.ReactiveRecipientFilter;
import org.milterflux.api.Recipient;
import org.milterflux.api.RecipientFilter;
import org.milterflux.api.SenderFilter;
import org.milterflux.api.SessionFilter;
import org.milterflux.api.SmtpReply;
import org.milterflux.api.Verdict;
import org.milterflux.core.internal.chain.Chain;
import org.milterflux.core.internal.filter.AbsentAction;
import org.milterflux.core.internal.filter.Effects;
import org.milterflux.core.internal.filter.FailureAction;
import org.milterflux.core.internal.filter.FilterInstance;
import org.milterflux.protocol.Abort;
import org.milterflux.protocol.AddHeader;
import org.milterflux.protocol.Command;
import org.milterflux.protocol.CommandCode;
import org.milterflux.protocol.Continue;
import org.milterflux.protocol.Discard;
import org.milterflux.protocol.EndOfMessage;
import org.milterflux.protocol.OptionNegotiation;
import org.milterflux.protocol.Progress;
import org.milterflux.protocol.ProtocolException;
import org.milterflux.protocol.Quarantine;
import org.milterflux.protocol.Quit;
import org.milterflux.protocol.QuitNewConnection;
import org.milterflux.protocol.RcptTo;
import org.milterflux.protocol.Reject;
import org.milterflux.protocol.ReplaceBody;
import org.milterflux.protocol.Reply;
import org.milterflux.protocol.ReplyCode;
import org.milterflux.protocol.Skip;
import org.milterflux.protocol.Step;
import org.milterflux.protocol.TempFail;
import org.milterflux.protocol.UnknownCommand;
import org.osgi.framework.Version;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class SessionTest {

    private static final Reply CONTINUE = new Continue();
    private static final Reply UNAVAILABLE = new ReplyCode("451 4.7.1 Service unavailable - try again later");

    @TempDir
    Path spool;

    private final Chain chain = chain();

    private TestSession session() {
        return new TestSession(chain, spool);
    }

    private FilterInstance add(String id, int rank, Object service) {
        FilterInstance filter = filter(id, rank, service);
        chain.add(filter);
        return filter;
    }

    private static ReplaceBody body64(String text) {
        return new ReplaceBody(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Nested
    class Negotiation {

        @Test
        void asksForAllThatALaterFilterMayNeed() {
            try (TestSession session = session()) {
                OptionNegotiation answer = (OptionNegotiation) session.ask(OptionNegotiation.offer(6));
                assertThat(answer.version()).isEqualTo(6);
                assertThat(answer.actionBits()).isEqualTo(0x1ff);
                assertThat(answer.steps())
                        .containsExactlyInAnyOrder(Step.NO_REPLY_HEADERS, Step.SKIP, Step.HEADER_LEADING_SPACE);
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {2, 3, 4, 5, 6})
        void worksInEveryVersion(int version) {
            add("headers", 0, (MessageFilter) message -> Decision.edit(Edit.addHeader("X-S", "yes")));
            try (TestSession session = session()) {
                OptionNegotiation agreed = (OptionNegotiation) session.ask(OptionNegotiation.offer(version));
                assertThat(agreed.version()).isEqualTo(version);
                assertThat(session.ask(CONNECT)).isEqualTo(CONTINUE);
                assertThat(session.ask(HELO)).isEqualTo(CONTINUE);
                assertThat(session.ask(MAIL)).isEqualTo(CONTINUE);
                assertThat(session.ask(RCPT)).isEqualTo(CONTINUE);
                session.tell(SUBJECT);
                if (agreed.awaitsVerdict(CommandCode.HEADER)) {
                    assertThat(session.next()).isEqualTo(CONTINUE);
                }
                assertThat(session.ask(END_OF_HEADERS)).isEqualTo(CONTINUE);
                assertThat(session.ask(BODY)).isEqualTo(CONTINUE);
                String value = agreed.has(Step.HEADER_LEADING_SPACE) ? " yes" : "yes";
                assertThat(session.askAll(END)).containsExactly(new AddHeader("X-S", value), CONTINUE);
            }
        }

        @Test
        void closesOnAVersionNobodySpeaks() {
            try (TestSession session = session()) {
                session.tell(new OptionNegotiation(1, 0, 0, Map.of()));
                session.awaitEnd();
                assertThat(session.error()).isInstanceOf(ProtocolException.class);
            }
        }
    }

    @Nested
    class Order {

        static Stream<Arguments> violations() {
            return Stream.of(
                    Arguments.of("connect twice", List.of(OptionNegotiation.offer(6), CONNECT), CONNECT, true),
                    Arguments.of(
                            "negotiate twice", List.of(OptionNegotiation.offer(6)), OptionNegotiation.offer(6), false),
                    Arguments.of("helo before negotiation", List.of(), HELO, false),
                    Arguments.of("rcpt before connect", List.of(OptionNegotiation.offer(6)), RCPT, true),
                    Arguments.of(
                            "rcpt after headers",
                            List.of(OptionNegotiation.offer(6), CONNECT, HELO, MAIL, RCPT, SUBJECT),
                            RCPT,
                            true),
                    Arguments.of(
                            "header after body",
                            List.of(OptionNegotiation.offer(6), CONNECT, HELO, MAIL, RCPT, END_OF_HEADERS, BODY),
                            SUBJECT,
                            false),
                    Arguments.of(
                            "unknown command within the content",
                            List.of(OptionNegotiation.offer(6), CONNECT, HELO, MAIL, RCPT, END_OF_HEADERS),
                            new UnknownCommand("FOO"),
                            true));
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("violations")
        void answersWhatIsOutOfOrderAndCloses(String name, List<Command> before, Command wrong, boolean answered) {
            try (TestSession session = session()) {
                for (Command command : before) {
                    session.tell(command);
                    if (command.commandCode() != CommandCode.HEADER) {
                        session.next();
                    }
                }
                session.tell(wrong);
                session.awaitEnd();
                assertThat(session.error()).isInstanceOf(ProtocolException.class);
                if (answered) {
                    assertThat(session.next()).isEqualTo(new TempFail());
                } else {
                    session.assertNothingWaits();
                }
            }
        }

        @Test
        void toleratesAbortAnywhereAndNeverAnswersIt() {
            try (TestSession session = session()) {
                session.tell(new Abort());
                session.negotiated();
                session.tell(new Abort());
                session.ask(CONNECT);
                session.tell(new Abort());
                session.ask(HELO);
                assertThat(session.message()).containsExactly(CONTINUE);
                session.tell(new Abort());
                session.tell(new Abort());
                session.ask(MAIL);
                session.tell(new Abort());
                assertThat(session.message()).containsExactly(CONTINUE);
                session.assertNothingWaits();
            }
        }

        @Test
        void takesSeveralMessagesAndASecondGreetingWithinOne() {
            try (TestSession session = session().greeted()) {
                assertThat(session.message()).containsExactly(CONTINUE);
                session.ask(MAIL);
                session.ask(RCPT);
                assertThat(session.ask(HELO)).isEqualTo(CONTINUE);
                assertThat(session.message()).containsExactly(CONTINUE);
                assertThat(session.ask(MAIL)).isEqualTo(CONTINUE);
                assertThat(session.ask(MAIL)).isEqualTo(CONTINUE);
            }
        }

        @Test
        void answersContentWhoseMailNeverCame() {
            List<String> senders = new CopyOnWriteArrayList<>();
            add("spy", 0, (MessageFilter) message -> {
                senders.add(message.sender().address());
                return Verdict.pass();
            });
            try (TestSession session = session().greeted()) {
                assertThat(session.content()).containsExactly(CONTINUE);
                assertThat(senders).containsExactly("");
            }
        }

        @Test
        void beginsAnewAfterQuitWithNewConnection() {
            try (TestSession session = session().greeted()) {
                session.ask(MAIL);
                session.tell(new QuitNewConnection());
                assertThat(session.ask(CONNECT)).isEqualTo(CONTINUE);
                assertThat(session.message()).containsExactly(CONTINUE);
            }
        }

        @Test
        void endsAtQuitAndAtTheEndOfTheStream() {
            try (TestSession quit = session().greeted();
                    TestSession ended = session().greeted()) {
                quit.tell(new Quit());
                quit.awaitEnd();
                ended.endOfStream();
                ended.awaitEnd();
                assertThat(quit.isOpen()).isFalse();
                assertThat(ended.isOpen()).isFalse();
            }
        }

        @Test
        void takesBytesThatComeWithTheEndOfMessageAsBody() {
            List<String> bodies = new CopyOnWriteArrayList<>();
            add("spy", 0, (MessageFilter) message -> {
                bodies.add(message.body().text(StandardCharsets.US_ASCII));
                return Verdict.pass();
            });
            try (TestSession session = session().greeted()) {
                session.ask(MAIL);
                session.ask(RCPT);
                session.ask(body("one "));
                session.askAll(new EndOfMessage(ByteBuffer.wrap(new byte[] {'t', 'w', 'o'})));
                assertThat(bodies).containsExactly("one two");
            }
        }
    }

    @Nested
    class Verdicts {

        static Stream<Arguments> verdicts() {
            return Stream.of(
                    Arguments.of(Verdict.pass(), CONTINUE),
                    Arguments.of(Verdict.accept(), CONTINUE),
                    Arguments.of(Verdict.reject(), new Reject()),
                    Arguments.of(Verdict.tempfail(), new TempFail()),
                    Arguments.of(Verdict.discard(), new Discard()),
                    Arguments.of(Verdict.reject("5.7.1", "No"), new ReplyCode("550 5.7.1 No")),
                    Arguments.of(Verdict.tempfail("4.7.1", "50% full"), new ReplyCode("451 4.7.1 50%% full")),
                    Arguments.of(
                            Verdict.reject("5.7.1", "One", "Two"), new ReplyCode("550-5.7.1 One\r\n550 5.7.1 Two")),
                    Arguments.of(Verdict.reply(SmtpReply.of(421, "4.7.0", "bye")), new ReplyCode("421 4.7.0 bye")));
        }

        @ParameterizedTest
        @MethodSource("verdicts")
        void reachTheMtaFromEveryStage(Verdict verdict, Reply reply) {
            add("one", 0, new EveryStage(verdict));
            Reply beforeMail = verdict.kind() == Verdict.Kind.DISCARD ? CONTINUE : reply;
            try (TestSession connect = session().negotiated()) {
                assertThat(connect.ask(CONNECT)).isEqualTo(beforeMail);
            }
            for (EveryStage.At at : EveryStage.At.values()) {
                chain.filters().forEach(filter -> chain.remove(filter, Duration.ZERO));
                add("one", 0, new EveryStage(verdict, at));
                try (TestSession session = session().negotiated()) {
                    session.ask(CONNECT);
                    assertThat(session.ask(HELO)).isEqualTo(at == EveryStage.At.HELO ? beforeMail : CONTINUE);
                    if (at.compareTo(EveryStage.At.SENDER) >= 0) {
                        assertThat(session.ask(MAIL)).isEqualTo(at == EveryStage.At.SENDER ? reply : CONTINUE);
                    }
                    if (at.compareTo(EveryStage.At.RECIPIENT) >= 0) {
                        assertThat(session.ask(RCPT)).isEqualTo(at == EveryStage.At.RECIPIENT ? reply : CONTINUE);
                    }
                    if (at.compareTo(EveryStage.At.DATA) >= 0) {
                        assertThat(session.ask(DATA)).isEqualTo(at == EveryStage.At.DATA ? reply : CONTINUE);
                    }
                    if (at == EveryStage.At.MESSAGE) {
                        assertThat(session.content()).containsExactly(reply);
                    }
                }
            }
        }

        @Test
        void ofTheFirstFilterThatRefusesCounts() {
            List<String> asked = new CopyOnWriteArrayList<>();
            add("last", 1, (RecipientFilter) (envelope, recipient) -> {
                asked.add("last");
                return Verdict.reject("5.7.1", "last");
            });
            add("first", 2, (ReactiveRecipientFilter) (envelope, recipient) -> {
                asked.add("first");
                return Mono.just(Verdict.reject("5.7.1", "first"));
            });
            try (TestSession session = session().greeted()) {
                session.ask(MAIL);
                assertThat(session.ask(RCPT)).isEqualTo(new ReplyCode("550 5.7.1 first"));
                assertThat(asked).containsExactly("first");
            }
        }

        @Test
        void onARecipientLeaveTheOthers() {
            List<String> seen = new CopyOnWriteArrayList<>();
            add("picky", 0, new RecipientFilter() {
                @Override
                public Verdict onRecipient(Envelope envelope, Recipient recipient) {
                    return recipient.address().startsWith("b@") ? Verdict.reject() : Verdict.pass();
                }
            });
            add("spy", -1, (MessageFilter) message -> {
                message.recipients().forEach(recipient -> seen.add(recipient.address()));
                return Verdict.pass();
            });
            try (TestSession session = session().greeted()) {
                session.ask(MAIL);
                assertThat(session.ask(RCPT)).isEqualTo(new Reject());
                assertThat(session.ask(new RcptTo("<c@example.net>", List.of())))
                        .isEqualTo(CONTINUE);
                session.content();
                assertThat(seen).containsExactly("c@example.net");
            }
        }

        @Test
        void onTheConnectionAreRepeatedAtMail() {
            add("stern", 0, (HeloFilter) connection -> Verdict.reject("5.7.1", "go away"));
            try (TestSession session = session().negotiated()) {
                session.ask(CONNECT);
                Reply refusal = new ReplyCode("550 5.7.1 go away");
                assertThat(session.ask(HELO)).isEqualTo(refusal);
                assertThat(session.ask(MAIL)).isEqualTo(refusal);
                assertThat(session.ask(HELO)).isEqualTo(CONTINUE);
                assertThat(session.ask(MAIL)).isEqualTo(refusal);
            }
        }

        @Test
        void ofDiscardAreRepeatedWhileTheMtaGoesOn() {
            add("hole", 0, (SenderFilter) envelope -> Verdict.discard());
            try (TestSession session = session().greeted()) {
                assertThat(session.ask(MAIL)).isEqualTo(new Discard());
                assertThat(session.ask(RCPT)).isEqualTo(new Discard());
                assertThat(session.askAll(END)).containsExactly(new Discard());
            }
        }

        @Test
        void thatAcceptEndTheFiltersPartOfTheMessageOnly() {
            List<String> asked = new CopyOnWriteArrayList<>();
            class Once implements SenderFilter, DataFilter {
                @Override
                public Verdict onSender(Envelope envelope) {
                    asked.add("sender");
                    return Verdict.accept();
                }

                @Override
                public Verdict onData(Envelope envelope) {
                    asked.add("data");
                    return Verdict.reject();
                }
            }
            add("once", 0, new Once());
            try (TestSession session = session().greeted()) {
                assertThat(session.message()).containsExactly(CONTINUE);
                assertThat(session.message()).containsExactly(CONTINUE);
                assertThat(asked).containsExactly("sender", "sender");
            }
        }
    }

    @Nested
    class Content {

        @Test
        void isNotSentWhenNoFilterReadsIt() {
            try (TestSession session = session().greeted()) {
                session.ask(MAIL);
                session.ask(RCPT);
                session.ask(END_OF_HEADERS);
                assertThat(session.ask(BODY)).isEqualTo(new Skip());
                assertThat(session.askAll(END)).containsExactly(CONTINUE);
            }
        }

        @Test
        void isShownToEachFilterAsTheOnesBeforeLeftIt() {
            List<String> seen = new CopyOnWriteArrayList<>();
            add("first", 2, (MessageFilter) message -> Decision.edit(
                    Edit.addHeader("X-First", "1"),
                    Edit.changeHeader(message.headers().first("Subject").orElseThrow(), "[x] s"),
                    Edit.appendToBody("one\n".getBytes(StandardCharsets.US_ASCII))));
            add("second", 1, (ReactiveMessageFilter) message -> {
                message.headers().forEach(field -> seen.add(field.toString()));
                seen.add(message.body().text(StandardCharsets.US_ASCII));
                return Mono.just(Decision.edit(Edit.appendToBody("two\r\n".getBytes(StandardCharsets.US_ASCII))));
            });
            try (TestSession session = session().greeted()) {
                List<Reply> replies = session.message();
                assertThat(seen).containsExactly("Subject: [x] s", "X-First: 1", "Hi\r\none\r\n");
                assertThat(replies)
                        .contains(new AddHeader("X-First", " 1"))
                        .endsWith(body64("Hi\r\none\r\ntwo\r\n"), CONTINUE);
            }
        }

        @Test
        void editsOfARefusedMessageAreForgotten() {
            add("editor", 2, (MessageFilter) message -> Decision.edit(Edit.addHeader("X-A", "1")));
            add("judge", 1, (MessageFilter) message -> Verdict.reject());
            try (TestSession session = session().greeted()) {
                assertThat(session.message()).containsExactly(new Reject());
            }
        }

        @Test
        void beyondTheMemoryBoundGoesToAFileAndBack() {
            StringBuilder expected = new StringBuilder();
            add("footer", 0, (MessageFilter)
                    message -> Decision.edit(Edit.appendToBody("end\r\n".getBytes(StandardCharsets.US_ASCII))));
            try (TestSession session = session().greeted()) {
                session.ask(MAIL);
                session.ask(RCPT);
                for (int i = 0; i < 50; i++) {
                    String line = "line " + i + " of some length\r\n";
                    expected.append(line);
                    assertThat(session.ask(body(line))).isEqualTo(CONTINUE);
                }
                assertThat(session.askAll(END)).containsExactly(body64(expected + "end\r\n"), CONTINUE);
                assertThat(spool).isEmptyDirectory();
            }
        }

        @Test
        void fromAFileIsSentFromHome() {
            add("footer", 0, (MessageFilter)
                    message -> Decision.edit(Edit.appendToBody("end\r\n".getBytes(StandardCharsets.US_ASCII))));
            ExecutorService loop = Executors.newSingleThreadExecutor(task -> new Thread(task, "home"));
            try (TestSession session = new TestSession(chain, spool, loop).greeted()) {
                session.ask(MAIL);
                session.ask(RCPT);
                session.ask(body("x".repeat(500)));
                int before = session.threads().size();
                assertThat(session.askAll(END)).hasSize(2);
                assertThat(session.threads().subList(before, before + 2)).containsExactly("home", "home");
            } finally {
                loop.shutdown();
            }
        }

        @Test
        void thatFindsNoRoomIsRefusedForNow() {
            add("reader", 0, (MessageFilter) message -> Verdict.pass());
            try (TestSession session = session().greeted()) {
                session.ask(MAIL);
                session.ask(RCPT);
                String chunk = "x".repeat(65535);
                List<Reply> replies = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    replies.add(session.ask(body(chunk)));
                }
                assertThat(replies).contains(new ReplyCode("452 4.3.1 Insufficient system storage"));
                assertThat(session.message()).containsExactly(CONTINUE);
            }
        }

        @Test
        void withMoreHeaderThanAnyoneSendsIsRefused() {
            try (TestSession session = session().greeted()) {
                session.ask(MAIL);
                session.ask(RCPT);
                for (int i = 0; i < 20; i++) {
                    session.tell(new org.milterflux.protocol.Header("X-Big", "x".repeat(60000)));
                }
                assertThat(session.ask(END_OF_HEADERS).letter()).isEqualTo((byte) 'y');
                assertThat(session.message()).containsExactly(CONTINUE);
            }
        }

        @Test
        void isAnsweredWithAllEditsInTheOrderTheMtaNeeds() {
            add("all", 0, (MessageFilter) message -> Decision.edit(
                    Edit.quarantine("look"),
                    Edit.replaceBody(new byte[0]),
                    Edit.addHeader("X-A", "1"),
                    Edit.addRecipient("c@example.net"),
                    Edit.addRecipient("d@example.net", "NOTIFY=NEVER"),
                    Edit.deleteRecipient("b@example.net"),
                    Edit.changeSender("")));
            try (TestSession session = session().greeted()) {
                assertThat(session.message().stream().map(reply -> (char) reply.letter()))
                        .containsExactly('e', '+', '2', '-', 'h', 'b', 'q', 'c');
            }
        }

        @Test
        void keepsTheMtaWaitingWithProgress() throws InterruptedException {
            CountDownLatch go = new CountDownLatch(1);
            add("slow", 0, (MessageFilter) message -> {
                assertThat(go.await(30, TimeUnit.SECONDS)).isTrue();
                return Verdict.pass();
            });
            try (TestSession session = session()) {
                session.ask(OptionNegotiation.offer(6));
                session.ask(CONNECT);
                session.ask(MAIL);
                session.ask(RCPT);
                session.tell(END);
                assertThat(session.next()).isEqualTo(new Progress());
                go.countDown();
                Reply reply = session.next();
                assertThat(reply).isIn(CONTINUE, new Progress());
            }
        }
    }

    @Nested
    class Failure {

        static Stream<Arguments> failures() {
            return Stream.of(
                    Arguments.of("throws", (MessageFilter) message -> {
                        throw new IllegalStateException("broken");
                    }),
                    Arguments.of("throws what Reactor holds fatal", (MessageFilter) message -> {
                        throw new NoClassDefFoundError("gone");
                    }),
                    Arguments.of("overflows the stack", (MessageFilter) Failure::overflow),
                    Arguments.of("throws out of a reactive call", (ReactiveMessageFilter) message -> {
                        throw new LinkageError("gone");
                    }),
                    Arguments.of(
                            "throws within a publisher", (ReactiveMessageFilter) message -> Mono.fromSupplier(() -> {
                                throw new LinkageError("gone");
                            })),
                    Arguments.of(
                            "fails", (ReactiveMessageFilter) message -> Mono.error(new IllegalStateException("no"))),
                    Arguments.of("is empty", (ReactiveMessageFilter) message -> Mono.empty()),
                    Arguments.of("edits what it does not have", (MessageFilter)
                            message -> Decision.edit(Edit.deleteHeader(HeaderField.of("X", " y")))),
                    Arguments.of("edits more than a packet holds", (MessageFilter)
                            message -> Decision.edit(Edit.addHeader("X-Big", "x".repeat(65530)))),
                    Arguments.of(
                            "session fails", (SessionFilter) events -> Flux.error(new IllegalStateException("no"))));
        }

        private static Decision overflow(Message message) {
            return message.recipients().size() == Integer.MIN_VALUE ? Verdict.pass() : overflow(message);
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("failures")
        void isAnsweredByThePolicyAndTheConnectionGoesOn(String name, Object service) {
            FilterInstance broken = add("broken", 0, service);
            try (TestSession session = session().greeted()) {
                assertThat(lastOf(session)).isEqualTo(UNAVAILABLE);
                assertThat(lastOf(session)).isEqualTo(UNAVAILABLE);
                chain.remove(broken, Duration.ofSeconds(5));
                assertThat(session.message()).containsExactly(CONTINUE);
            }
        }

        /** A session filter that is broken from the start refuses MAIL already. */
        private Reply lastOf(TestSession session) {
            Reply mail = session.ask(MAIL);
            if (!mail.equals(CONTINUE)) {
                return mail;
            }
            session.ask(RCPT);
            session.ask(DATA);
            List<Reply> replies = session.content();
            return replies.get(replies.size() - 1);
        }

        @Test
        void ofAFilterThatNeverAnswersIsCutShort() {
            policy("stuck", FailureAction.REJECT, Duration.ofMillis(200));
            add("stuck", 0, (ReactiveMessageFilter) message -> Mono.never());
            try (TestSession session = session().greeted()) {
                assertThat(session.message()).containsExactly(new ReplyCode("550 5.5.0 Service unavailable"));
                assertThat(session.ask(MAIL)).isEqualTo(CONTINUE);
            }
        }

        @Test
        void ofABlockingFilterThatHangsLeavesTheOthersAlone() {
            policy("stuck", FailureAction.SKIP, Duration.ofMillis(200));
            CountDownLatch interrupted = new CountDownLatch(1);
            add("stuck", 2, (MessageFilter) message -> {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    interrupted.countDown();
                    throw e;
                }
                return Verdict.reject();
            });
            add("footer", 1, (MessageFilter) message -> Decision.edit(Edit.addHeader("X-A", "1")));
            try (TestSession session = session().greeted()) {
                assertThat(session.message()).containsExactly(new AddHeader("X-A", " 1"), CONTINUE);
                await().until(() -> interrupted.getCount() == 0);
            }
        }

        static Stream<Arguments> actions() {
            return Stream.of(
                    Arguments.of(FailureAction.SKIP, List.of(CONTINUE)),
                    Arguments.of(FailureAction.TEMPFAIL, List.of(UNAVAILABLE)),
                    Arguments.of(FailureAction.REJECT, List.of(new ReplyCode("550 5.5.0 Service unavailable"))),
                    Arguments.of(
                            FailureAction.SHUTDOWN,
                            List.of(new ReplyCode("421 4.7.1 Service unavailable - try again later"))),
                    Arguments.of(FailureAction.QUARANTINE, List.of(new Quarantine("filter broken failed"), CONTINUE)));
        }

        @ParameterizedTest
        @MethodSource("actions")
        void becomesTheActionTheAdministratorChose(FailureAction action, List<Reply> replies) {
            policy("broken", action, Duration.ofSeconds(5));
            add("broken", 0, (MessageFilter) message -> {
                throw new IllegalStateException("broken");
            });
            try (TestSession session = session().greeted()) {
                assertThat(session.message()).isEqualTo(replies);
            }
        }

        @Test
        void atConnectIsAskedAgainAtMail() {
            List<String> calls = new CopyOnWriteArrayList<>();
            add("late", 0, (ConnectFilter) connection -> {
                calls.add("connect");
                if (calls.size() == 1) {
                    throw new IllegalStateException("not yet");
                }
                return Verdict.reject("5.7.1", "no");
            });
            try (TestSession session = session().negotiated()) {
                assertThat(session.ask(CONNECT)).isEqualTo(CONTINUE);
                assertThat(session.ask(MAIL)).isEqualTo(new ReplyCode("550 5.7.1 no"));
                assertThat(session.ask(MAIL)).isEqualTo(new ReplyCode("550 5.7.1 no"));
                assertThat(calls).hasSize(2);
            }
        }

        @Test
        void includesEditsThatWereNotDeclared() {
            FilterInstance liar = new FilterInstance(
                    new FilterInstance.Profile(
                            "liar",
                            Version.valueOf("1.0.0"),
                            "b",
                            1,
                            0,
                            1,
                            Effects.of(Set.of(Edit.Kind.HEADERS), true, List.of(), false)),
                    (MessageFilter) message -> Decision.edit(Edit.quarantine("x")));
            chain.add(liar);
            try (TestSession session = session().greeted()) {
                assertThat(session.message()).containsExactly(UNAVAILABLE);
            }
        }

        @Test
        void includesEditsTheMtaDidNotOffer() {
            add("stamp", 0, (MessageFilter) message -> Decision.edit(Edit.quarantine("x")));
            try (TestSession session = session()) {
                session.ask(new OptionNegotiation(6, 0x1f, 0x1fffff, Map.of()));
                session.ask(CONNECT);
                assertThat(session.message()).containsExactly(UNAVAILABLE);
            }
        }

        private void policy(String id, FailureAction failure, Duration timeout) {
            PolicyOf.filter(id).onFailure(failure).within(timeout).in(chain);
        }
    }

    @Nested
    class Deployment {

        @Test
        void ofAFilterIsFeltAtTheNextMessageOfAnOpenConnection() {
            List<String> seen = new CopyOnWriteArrayList<>();
            class Late implements ConnectFilter, HeloFilter, MessageFilter {
                @Override
                public Verdict onConnect(Connection connection) {
                    seen.add("connect " + connection.host());
                    return Verdict.pass();
                }

                @Override
                public Verdict onHelo(Connection connection) {
                    seen.add("helo " + connection.helo().orElse("?"));
                    return Verdict.pass();
                }

                @Override
                public Decision onMessage(Message message) {
                    seen.add("message");
                    return Verdict.pass();
                }
            }
            try (TestSession session = session().greeted()) {
                session.ask(MAIL);
                session.ask(RCPT);
                add("late", 0, new Late());
                session.content();
                assertThat(seen).isEmpty();
                session.message();
                session.message();
                assertThat(seen).containsExactly("connect client.example", "helo client.example", "message", "message");
            }
        }

        @Test
        void ofANewVersionLetsTheOldOneFinishItsMessage() throws InterruptedException {
            FilterInstance old = add("stamp", 0, (MessageFilter) message -> Decision.edit(Edit.addHeader("X-V", "1")));
            try (TestSession session = session().greeted()) {
                session.ask(MAIL);
                session.ask(RCPT);
                CountDownLatch removed = new CountDownLatch(1);
                Thread remover = new Thread(() -> {
                    chain.remove(old, Duration.ofSeconds(30));
                    removed.countDown();
                });
                remover.start();
                await().until(() -> chain.current().members().isEmpty());
                add("stamp", 0, (MessageFilter) message -> Decision.edit(Edit.addHeader("X-V", "2")));
                assertThat(removed.getCount()).isEqualTo(1);
                assertThat(session.content()).containsExactly(new AddHeader("X-V", " 1"), CONTINUE);
                assertThat(removed.await(10, TimeUnit.SECONDS)).isTrue();
                assertThat(session.message()).containsExactly(new AddHeader("X-V", " 2"), CONTINUE);
            }
        }

        @Test
        void ofAnIdleConnectionLetsALeavingFilterGo() {
            for (boolean stream : new boolean[] {false, true}) {
                try (TestSession session = session()) {
                    WeakReference<Object> left = comeAndGo(session, stream);
                    await().until(() -> {
                        System.gc();
                        return left.get() == null;
                    });
                    assertThat(session.message()).containsExactly(CONTINUE);
                }
            }
        }

        private WeakReference<Object> comeAndGo(TestSession session, boolean stream) {
            Object service = stream
                    ? (SessionFilter) events ->
                            Flux.from(events).filter(Event::isAnswered).map(event -> unless(session))
                    : (MessageFilter) message -> unless(session);
            FilterInstance filter = add("guest", 0, service);
            session.greeted();
            assertThat(session.message()).containsExactly(CONTINUE);
            chain.remove(filter, Duration.ofSeconds(5));
            return new WeakReference<>(service);
        }

        /** Captures something, so that each filter is an object of its own. */
        private static Decision unless(TestSession session) {
            return session.isOpen() ? Verdict.pass() : Verdict.reject();
        }

        @Test
        void holdsMailWhileARequiredFilterIsMissing() {
            PolicyOf.filter("must").required(AbsentAction.HOLD).in(chain);
            try (TestSession session = session().greeted()) {
                session.tell(MAIL);
                session.assertNothingWaits();
                add("must", 0, (MessageFilter) message -> Decision.edit(Edit.addHeader("X-M", "1")));
                assertThat(session.next()).isEqualTo(CONTINUE);
                session.ask(RCPT);
                assertThat(session.content()).containsExactly(new AddHeader("X-M", " 1"), CONTINUE);
            }
        }
    }

    @Nested
    class State {

        @Test
        void ofMacrosReachesFilters() {
            List<String> seen = new CopyOnWriteArrayList<>();
            add("spy", 0, (MessageFilter) message -> {
                seen.add(message.queueId().orElse("?"));
                seen.add(message.macro("{daemon_name}").orElse("?"));
                seen.add(message.connection().macro("daemon_name").orElse("?"));
                return Verdict.pass();
            });
            try (TestSession session = session().negotiated()) {
                session.tell(macros(CommandCode.CONNECT, "daemon_name", "mx"));
                session.ask(CONNECT);
                session.ask(HELO);
                session.ask(MAIL);
                session.ask(RCPT);
                session.tell(macros(CommandCode.END_OF_MESSAGE, "i", "4Xyz"));
                session.askAll(END);
                assertThat(seen).containsExactly("4Xyz", "mx", "mx");
            }
        }

        /** Else the commands that follow would be answered wherever a filter happened to answer. */
        @Test
        void isTouchedAtHomeAlone() {
            add("sender", 0, (SenderFilter) envelope -> Verdict.pass());
            add("message", 0, (MessageFilter) message -> Decision.edit(Edit.addHeader("X-M", "m")));
            ExecutorService loop = Executors.newSingleThreadExecutor(task -> new Thread(task, "home"));
            try (TestSession session = new TestSession(chain, spool, loop).greeted()) {
                int before = session.threads().size();
                assertThat(session.ask(MAIL)).isEqualTo(CONTINUE);
                assertThat(session.threads().subList(before, before + 1)).containsExactly("home");
                session.ask(RCPT);
                int atEnd = session.threads().size() + 2; // end of headers, body
                assertThat(session.content()).containsExactly(new AddHeader("X-M", " m"), CONTINUE);
                assertThat(session.threads().subList(atEnd, atEnd + 2)).containsExactly("home", "home");
            } finally {
                loop.shutdown();
            }
        }

        /** What an earlier message told is forgotten at MAIL, also when it is told in the same words again. */
        @Test
        void ofMacrosIsToldAgainForEachMessage() {
            List<String> seen = new CopyOnWriteArrayList<>();
            add("spy", 0, (RecipientFilter) (envelope, recipient) -> {
                seen.add(envelope.macro("rcpt_host").orElse("?"));
                return Verdict.pass();
            });
            try (TestSession session = session().greeted()) {
                for (int message = 0; message < 2; message++) {
                    session.ask(MAIL);
                    session.tell(macros(CommandCode.RCPT, "rcpt_host", "mx.example.net"));
                    session.ask(RCPT);
                    session.tell(new Abort());
                }
                assertThat(seen).containsExactly("mx.example.net", "mx.example.net");
            }
        }

        @Test
        void thatFiltersKeepLivesAsLongAsItsScopeAndIsClosed() {
            Key<AutoCloseable> key = Key.of("resource", AutoCloseable.class);
            List<String> closed = new CopyOnWriteArrayList<>();
            add("keeper", 0, (SenderFilter) envelope -> {
                envelope.attributes().put(key, () -> closed.add("message"));
                envelope.connection().attributes().computeIfAbsent(key, () -> () -> closed.add("connection"));
                return Verdict.pass();
            });
            try (TestSession session = session().greeted()) {
                session.message();
                assertThat(closed).containsExactly("message");
                session.ask(MAIL);
                session.tell(new Abort());
                session.ask(HELO);
                assertThat(closed).containsExactly("message", "message");
                session.endOfStream();
                session.awaitEnd();
                await().untilAsserted(() -> assertThat(closed).containsExactly("message", "message", "connection"));
            }
        }

        @Test
        void isDroppedAndWorkCancelledWhenTheMtaGoesAway() {
            CountDownLatch cancelled = new CountDownLatch(1);
            FilterInstance slow = add("slow", 0, (ReactiveMessageFilter)
                    message -> Mono.<Decision>never().doOnCancel(cancelled::countDown));
            try (TestSession session = session().greeted()) {
                session.ask(MAIL);
                session.ask(RCPT);
                session.tell(END);
                await().until(() -> slow.uses() == 1);
                session.cancel();
                await().until(() -> cancelled.getCount() == 0 && slow.uses() == 0 && !session.isOpen());
            }
        }

        @Test
        void ofDrainLetsTheMessageFinishAndThenCloses() {
            try (TestSession idle = session().greeted();
                    TestSession busy = session().greeted()) {
                busy.ask(MAIL);
                idle.drain();
                busy.drain();
                idle.awaitEnd();
                busy.ask(RCPT);
                assertThat(busy.content()).containsExactly(CONTINUE);
                busy.awaitEnd();
            }
        }
    }

    @Nested
    class Sessions {

        @Test
        void streamEventsInOrderAndAnswerThem() {
            List<String> seen = new CopyOnWriteArrayList<>();
            add("stream", 0, (SessionFilter) events -> Flux.from(events)
                    .doOnNext(event -> seen.add(event.getClass().getSimpleName()))
                    .filter(Event::isAnswered)
                    .map(event -> event instanceof Event.MessageEnded
                            ? Decision.edit(Edit.addHeader("X-Stream", "1"))
                            : Verdict.pass()));
            try (TestSession session = session().greeted()) {
                assertThat(session.message()).containsExactly(new AddHeader("X-Stream", " 1"), CONTINUE);
                assertThat(seen)
                        .containsExactly(
                                "Connected",
                                "Greeted",
                                "SenderGiven",
                                "RecipientGiven",
                                "DataStarted",
                                "HeaderRead",
                                "HeadersEnded",
                                "BodyRead",
                                "MessageEnded");
                session.ask(MAIL);
                session.tell(new Abort());
                session.ask(HELO);
                assertThat(seen).endsWith("SenderGiven", "MessageAborted", "Greeted");
            }
        }

        @Test
        void mayRefuseWithinTheBody() {
            add("stream", 0, (SessionFilter) events -> Flux.from(events)
                    .filter(Event::isAnswered)
                    .map(event -> event instanceof Event.BodyRead ? Verdict.reject("5.7.1", "virus") : Verdict.pass()));
            try (TestSession session = session().greeted()) {
                assertThat(session.message()).containsExactly(new ReplyCode("550 5.7.1 virus"));
                assertThat(session.message()).containsExactly(new ReplyCode("550 5.7.1 virus"));
            }
        }

        @Test
        void thatCompleteLetTheRestPass() {
            add("brief", 0, (SessionFilter) events -> Flux.from(events)
                    .filter(Event::isAnswered)
                    .<Decision>map(event -> Verdict.pass())
                    .take(2));
            try (TestSession session = session().greeted()) {
                assertThat(session.message()).containsExactly(CONTINUE);
                assertThat(session.message()).containsExactly(CONTINUE);
            }
        }
    }
}
