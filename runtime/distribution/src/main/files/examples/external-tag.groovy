// Marks the subject of mail from outside. Copy to deploy/, put in your own networks.
rank 50

onMessage {
    boolean ours = user || !client.address || client.inNetwork('127.0.0.0/8', '::1', '192.0.2.0/24')
    if (!ours && !subject.startsWith('[EXT]')) subject = "[EXT] $subject"
}
