#!/bin/sh
# Runs the unpacked Sendmail with the configuration in DIR/sendmail.mc until standard input ends, keeps the trace of its
# milter traffic and removes DIR. As root.
#
# usage: sendmail.sh DIR LOG ROOT    (ROOT: where Sendmail is unpacked)
set -eu
dir=$1 log=$2 root=$3

mkdir -m 700 "$dir/q"
mkdir "$dir/mail"
# Names come from files: no DNS.
printf 'hosts files\naliases files\n' >"$dir/mail/service.switch"
chown -R root:root "$dir"
cf=$root/usr/share/sendmail/cf/
m4 -D_CF_DIR_="$cf" "$cf/m4/cf.m4" "$dir/sendmail.mc" >"$dir/sendmail.cf"

# A host name without a dot makes Sendmail sleep for a minute; this gives it one of its own.
# -d64.9 traces milters; Sendmail logs to syslog otherwise, which may not be there.
unshare -u sh -c 'hostname mx.test; exec "$@"' sh "$root/usr/libexec/sendmail/sendmail" \
    "-C$dir/sendmail.cf" -D "$dir/debug.log" -d64.9 -bD -q5s &
sendmail=$!

cat >/dev/null
kill -TERM "$sendmail" 2>/dev/null || true
wait "$sendmail" 2>/dev/null || true
cp "$dir/debug.log" "$log" && chmod a+r "$log"
rm -rf "$dir"
