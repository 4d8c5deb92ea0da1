// Writes a line for each message into logs/messages.log, or the file that
// conf/org.milterflux.filter.script-log-to-file.config names: values="file=/var/log/mail-subjects.log"
rank(-200)
def file = settings.text('file', 'messages.log')

onMessage {
    appendLine file, "${Instant.now()} $queueId $client.address <$sender> <${recipients.join('>,<')}> $size $subject"
}
