package org.milterflux.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The known packets: captured from Postfix, Sendmail and libmilter, or built by hand from their rules. */
final class Samples {

    private Samples() {}

    static Stream<Sample> all() {
        return Stream.concat(commands(), replies());
    }

    static Stream<Sample> commands() {
        return Stream.of(
                command(
                        "O, version 6",
                        "0000000d4f00000006000001ff001fffff",
                        new OptionNegotiation(6, 0x1FF, 0x1FFFFF, Map.of())),
                command("O, version 2", "0000000d4f000000020000003f0000007f", OptionNegotiation.offer(2)),
                command(
                        "O, larger packets",
                        "0000000d4f00000006000001ff101fffff",
                        new OptionNegotiation(6, 0x1FF, 0x101FFFFF, Map.of())),
                read(
                        "O of a version to come",
                        "0000000f4f00000007000001ff001fffff6162",
                        new OptionNegotiation(7, 0x1FF, 0x1FFFFF, Map.of())),
                command(
                        "C, IPv4",
                        "00000018436c6f63616c686f73740034a0fc3132372e302e302e3100",
                        new Connect("localhost", Family.INET, 41212, "127.0.0.1")),
                command(
                        "C, IPv6 as Postfix writes it",
                        "0000001f436d782e6578616d706c652e6f726700360019323030313a6462383a3a3100",
                        new Connect("mx.example.org", Family.INET6, 25, "2001:db8::1")),
                read(
                        "C, IPv6 as Sendmail writes it",
                        "00000024436d782e6578616d706c652e6f726700360019495076363a323030313a6462383a3a3100",
                        new Connect("mx.example.org", Family.INET6, 25, "2001:db8::1")),
                read(
                        "C, IPv6 prefix in capitals",
                        "0000000f436d7800360019495056363a3a3a31",
                        new Connect("mx", Family.INET6, 25, "::1")),
                command(
                        "C, no reverse name",
                        "0000001a435b3139322e302e322e375d0034ce053139322e302e322e3700",
                        new Connect("[192.0.2.7]", Family.INET, 52741, "192.0.2.7")),
                command(
                        "C, Unix socket",
                        "00000015436c6f63616c686f7374004c00002f72756e2f7300",
                        new Connect("localhost", Family.UNIX, 0, "/run/s")),
                command("C, unknown", "0000000a43756e6b6e6f776e0055", new Connect("unknown", Family.UNKNOWN, 0, "")),
                read(
                        "C, address without NUL",
                        "0000000a434100340019312e3200",
                        new Connect("A", Family.INET, 25, "1.2")),
                command(
                        "D before C",
                        "0000007344436a006d782e6578616d706c652e74657374007b6461656d6f6e5f6e616d657d006d782e6578616d706c652e"
                                + "74657374007b6461656d6f6e5f616464727d003132372e302e302e31007600506f737466697820332e372e3131"
                                + "005f006c6f63616c686f7374205b3132372e302e302e315d00",
                        macros(
                                CommandCode.CONNECT,
                                "j",
                                "mx.example.test",
                                "daemon_name",
                                "mx.example.test",
                                "daemon_addr",
                                "127.0.0.1",
                                "v",
                                "Postfix 3.7.11",
                                "_",
                                "localhost [127.0.0.1]")),
                command("D before H, no pairs", "000000024448", macros(CommandCode.HELO)),
                command(
                        "D before M",
                        "00000023444d69003458797a007b6d61696c5f616464727d0061406578616d706c652e6f726700",
                        macros(CommandCode.MAIL, "i", "4Xyz", "mail_addr", "a@example.org")),
                command(
                        "D before R",
                        "0000001c44527b726370745f616464727d0062406578616d706c652e6e657400",
                        macros(CommandCode.RCPT, "rcpt_addr", "b@example.net")),
                command(
                        "D before R the MTA refused",
                        "0000004144527b726370745f6d61696c65727d006572726f72007b726370745f686f73747d00352e312e31007b"
                                + "726370745f616464727d005573657220756e6b6e6f776e00",
                        macros(
                                CommandCode.RCPT,
                                "rcpt_mailer",
                                "error",
                                "rcpt_host",
                                "5.1.1",
                                "rcpt_addr",
                                "User unknown")),
                command(
                        "D before T",
                        "0000001044546900353931303932324535464200",
                        macros(CommandCode.DATA, "i", "5910922E5FB")),
                command(
                        "D before L",
                        "00000010444c6900353931303932324535464200",
                        macros(CommandCode.HEADER, "i", "5910922E5FB")),
                command("D before L, no pairs", "00000002444c", macros(CommandCode.HEADER)),
                command("D, empty value", "0000000544436a0000", macros(CommandCode.CONNECT, "j", "")),
                read("D, name without value", "0000000444436a00", macros(CommandCode.CONNECT)),
                read("D, braces around one letter", "0000000844437b697d003100", macros(CommandCode.CONNECT, "i", "1")),
                read("D, a name twice", "00000009444369003100690032", macros(CommandCode.CONNECT, "i", "2")),
                command("D before nothing known", "00000002447a", new Macros((byte) 'z', Map.of())),
                command("H", "0000001048636c69656e742e6578616d706c6500", new Helo("client.example")),
                read("H without anything", "0000000148", new Helo("")),
                read("H without NUL", "000000054868656c6f", new Helo("helo")),
                command("H, not UTF-8", "0000000548c3a9e900", new Helo("\u00e9\udce9")),
                command(
                        "M with arguments",
                        "000000294d3c61406578616d706c652e6f72673e00424f44593d384249544d494d450053495a453d3130303000",
                        new MailFrom("<a@example.org>", List.of("BODY=8BITMIME", "SIZE=1000"))),
                command("M, null sender", "000000044d3c3e00", new MailFrom("<>", List.of())),
                command("M, null sender of a local submission", "000000024d00", new MailFrom("", List.of())),
                command(
                        "R with argument",
                        "0000001e523c62406578616d706c652e6e65743e004e4f544946593d4e4556455200",
                        new RcptTo("<b@example.net>", List.of("NOTIFY=NEVER"))),
                command("T", "0000000154", new Data()),
                command(
                        "U, whole line",
                        "0000001155554e4b4e4f574e20666f6f2062617200",
                        new UnknownCommand("UNKNOWN foo bar")),
                command("U, first word", "0000000a5558554e4b4e4f574e00", new UnknownCommand("XUNKNOWN")),
                command("L", "000000144c46726f6d0061406578616d706c652e6f726700", new Header("From", "a@example.org")),
                command(
                        "L with leading space",
                        "000000154c46726f6d002061406578616d706c652e6f726700",
                        new Header("From", " a@example.org")),
                command("L with tab", "0000000e4c582d546162000976616c756500", new Header("X-Tab", "\tvalue")),
                command("L with one of two spaces", "0000000c4c582d54776f002074776f00", new Header("X-Two", " two")),
                command(
                        "L folded",
                        "000000154c582d466f6c64006c696e65310a096c696e653200",
                        new Header("X-Fold", "line1\n\tline2")),
                command("L without value", "0000000a4c582d456d7074790000", new Header("X-Empty", "")),
                command("N", "000000014e", new EndOfHeaders()),
                command("B", "000000054268690d0a", new BodyChunk(ascii("hi\r\n"))),
                command("E", "0000000145", EndOfMessage.withoutTail()),
                command("E with data", "0000000345686a", new EndOfMessage(ascii("hj"))),
                command("A", "0000000141", new Abort()),
                command("Q", "0000000151", new Quit()),
                command("K", "000000014b", new QuitNewConnection()));
    }

    static Stream<Sample> replies() {
        return Stream.of(
                reply(
                        "O, all actions, skip",
                        "0000000d4f00000006000001ff00000400",
                        OptionNegotiation.of(6, Set.of(Action.values()), Set.of(Step.SKIP), Map.of())),
                reply(
                        "O, headers",
                        "0000000d4f000000060000001100100480",
                        OptionNegotiation.of(
                                6,
                                Set.of(Action.ADD_HEADERS, Action.CHANGE_HEADERS),
                                Set.of(Step.NO_REPLY_HEADERS, Step.SKIP, Step.HEADER_LEADING_SPACE),
                                Map.of())),
                reply(
                        "O to an old MTA",
                        "0000000d4f000000020000003f00000000",
                        new OptionNegotiation(2, 0x3F, 0, Map.of())),
                reply(
                        "O with symbols",
                        "0000002b4f00000006000001ff000004000000000269207b6d61696c5f616464727d00000000056900000000066900",
                        new OptionNegotiation(
                                6,
                                0x1FF,
                                0x400,
                                Map.of(
                                        MacroStage.MAIL, List.of("i", "mail_addr"),
                                        MacroStage.END_OF_MESSAGE, List.of("i"),
                                        MacroStage.END_OF_HEADERS, List.of("i")))),
                reply("c", "0000000163", new Continue()),
                reply("a", "0000000161", new Accept()),
                reply("r", "0000000172", new Reject()),
                reply("t", "0000000174", new TempFail()),
                reply("d", "0000000164", new Discard()),
                reply("s", "0000000173", new Skip()),
                reply("p", "0000000170", new Progress()),
                reply("4", "0000000134", new Shutdown()),
                reply("f", "0000000166", new ConnectionFailed()),
                reply("y", "0000000e7935353020352e372e31204e6f00", ReplyCode.of(SmtpReply.of(550, "5.7.1", "No"))),
                reply("y without enhanced code", "0000000879353530204e6f00", ReplyCode.of(SmtpReply.of(550, "", "No"))),
                reply(
                        "y of two lines",
                        "0000001e793535302d352e372e31204f6e650d0a35353020352e372e312054776f00",
                        ReplyCode.of(SmtpReply.of(550, "5.7.1", "One", "Two"))),
                reply(
                        "y with percent",
                        "000000157934353120342e372e3120353025252066756c6c00",
                        ReplyCode.of(SmtpReply.of(451, "4.7.1", "50% full"))),
                reply("q", "0000000771766972757300", new Quarantine("virus")),
                reply("h", "0000000968582d530079657300", new AddHeader("X-S", "yes")),
                reply("i at 0", "0000000d6900000000582d530079657300", new InsertHeader(0, "X-S", "yes")),
                reply("i at 1", "0000000d6900000001582d530079657300", new InsertHeader(1, "X-S", "yes")),
                reply("m, change", "000000116d000000025375626a656374006e657700", new ChangeHeader(2, "Subject", "new")),
                reply("m, delete", "0000000e6d000000015375626a6563740000", new ChangeHeader(1, "Subject", "")),
                reply("+", "000000112b3c63406578616d706c652e6e65743e00", new AddRecipient("<c@example.net>")),
                reply("-", "000000112d3c62406578616d706c652e6e65743e00", new DeleteRecipient("<b@example.net>")),
                reply(
                        "2",
                        "00000011323c63406578616d706c652e6e65743e00",
                        new AddRecipientWithArguments("<c@example.net>", "")),
                reply(
                        "2 with argument",
                        "0000001e323c63406578616d706c652e6e65743e004e4f544946593d4e4556455200",
                        new AddRecipientWithArguments("<c@example.net>", "NOTIFY=NEVER")),
                reply("e", "00000011653c6e406578616d706c652e6f72673e00", new ChangeSender("<n@example.org>", "")),
                reply(
                        "e with arguments",
                        "00000023653c6e406578616d706c652e6f72673e005245543d4844525320454e5649443d783100",
                        new ChangeSender("<n@example.org>", "RET=HDRS ENVID=x1")),
                reply("e, null sender", "00000004653c3e00", new ChangeSender("<>", "")),
                reply("b", "000000056268690d0a", new ReplaceBody(ascii("hi\r\n"))),
                reply("b, empty", "0000000162", new ReplaceBody(ascii(""))));
    }

    private static Sample command(String name, String hex, Packet value) {
        return new Sample(name, hex, value, true, true);
    }

    private static Sample read(String name, String hex, Packet value) {
        return new Sample(name, hex, value, true, false);
    }

    private static Sample reply(String name, String hex, Packet value) {
        return new Sample(name, hex, value, false, true);
    }

    private static Macros macros(CommandCode event, String... namesAndValues) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return Macros.before(event, values);
    }

    static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(US_ASCII));
    }
}
