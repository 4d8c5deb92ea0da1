// Appends to plain-text mail what the law of the sender's country wants. For HTML mail use the footer filter.
def footers = [
    'example.org': 'Acme AG, Berlin, HRB 12345',
    'example.com': 'Acme Inc., Boston',
]

onMessage {
    def footer = footers[sender.domain]
    if (footer && !text.contains(footer)) appendText("-- \n$footer")
}
