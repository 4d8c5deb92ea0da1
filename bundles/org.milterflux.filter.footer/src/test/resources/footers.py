"""Prints what Python's parser finds wrong with a message, and how many of its texts show the footer exactly once."""

import email
import email.policy
import html
import re
import sys

with open(sys.argv[1], "rb") as file:
    message = email.message_from_binary_file(file, policy=email.policy.default)


def parts(entity):
    yield entity
    if entity.get_content_maintype() == "multipart":
        for part in entity.iter_parts():
            yield from parts(part)


def shown(text):
    content = text.get_payload(decode=True).decode(text.get_content_charset("ascii"))
    if text.get_content_subtype() == "html":
        content = html.unescape(re.sub(r"<[^>]*>", "", content))
    return re.sub(r"\s+", " ", content)


everything = list(parts(message))
texts = [part for part in everything if part.get_content_type() in ("text/plain", "text/html")]
defects = sum(len(part.defects) for part in everything)
once = sum(shown(text).count("Acme Grüße Berlin") == 1 for text in texts)
print(f"defects {defects}, footers {once}")
