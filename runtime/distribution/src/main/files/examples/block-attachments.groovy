// Refuses mail with files of dangerous kinds, in forwarded messages too. Others than these, in
// conf/org.milterflux.filter.script-block-attachments.config:
// values=["extension=exe", "extension=iso"]
def forbidden = settings.texts('extension') ?: ['exe', 'scr', 'com', 'bat', 'cmd', 'pif', 'js', 'vbs', 'lnk', 'iso']

onMessage {
    def bad = attachments.find { it.extension in forbidden }
    if (bad) reject('5.7.1', "We do not take .$bad.extension files")
}
