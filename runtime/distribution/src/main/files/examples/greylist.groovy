// Asks unknown senders to come again after five minutes, which most spam does not. What is known, by network of the
// client, sender and recipient, is kept in memory for 30 days after it was last seen, and forgotten at a restart.
// A filter before it can spare a message: attributes['greylist'] = 'no'
onRecipient {
    if (user || !client.address || client.inNetwork('127.0.0.0/8', '::1')) accept()
    if (attributes['greylist'] == 'no') pass()
    def known = remember("$client.network $sender $recipient", days(30))
    if (known < minutes(5)) tempfail('4.7.1', 'Greylisted, please try again in five minutes')
}
