package org.milterflux.transport.internal;

import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.unix.PeerCredentials;
import io.netty.channel.uring.IoUringDomainSocketChannel;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;

/** What a log should call the other end of a channel. */
final class PeerName {

    private PeerName() {}

    static String of(Channel channel) {
        if (channel.remoteAddress() instanceof InetSocketAddress inet) {
            String address = inet.getAddress().getHostAddress();
            return (inet.getAddress() instanceof Inet6Address ? "[" + address + "]" : address) + ":" + inet.getPort();
        }
        try {
            if (channel instanceof IoUringDomainSocketChannel unix) {
                return process(unix.peerCredentials());
            }
            if (channel instanceof EpollDomainSocketChannel unix) {
                return process(unix.peerCredentials());
            }
            return "a local process";
        } catch (IOException e) {
            return "a process that has gone";
        }
    }

    private static String process(PeerCredentials process) {
        return "process " + process.pid() + " of user " + process.uid();
    }
}
