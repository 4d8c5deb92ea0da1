// Delivers mail to an old domain at the new one.
onMessage {
    recipients.findAll { it.domain == 'old.example.org' }
              .each { rewriteRecipient(it, "${it.local}@example.org") }
}
