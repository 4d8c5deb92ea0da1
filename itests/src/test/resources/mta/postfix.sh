#!/bin/sh
# Runs the Postfix configured in DIR/conf until standard input ends, keeps its log and removes DIR. As root.
#
# usage: postfix.sh DIR LOG
set -eu
dir=$1 log=$2

# What "postfix check" would create, in a hundredth of its time.
mkdir -p "$dir/data" "$dir/queue"
chown postfix "$dir/data"
cd "$dir/queue"
mkdir active bounce corrupt defer deferred flush hold incoming private saved trace maildrop public pid
chown postfix active bounce corrupt defer deferred flush hold incoming private saved trace maildrop public
chmod 700 active bounce corrupt defer deferred flush hold incoming private saved trace
chgrp postdrop maildrop public
chmod 1730 maildrop
chmod 2710 public
chmod 755 pid
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=mx.test \
    -keyout "$dir/conf/key.pem" -out "$dir/conf/cert.pem" 2>/dev/null
cat "$dir/conf/key.pem" "$dir/conf/cert.pem" >"$dir/conf/tls.pem"
chown -R root:root "$dir/conf"
# Postfix waits until its configuration is older than two seconds.
touch -d '1 minute ago' "$dir/conf/main.cf" "$dir/conf/master.cf"

# On TERM, master signals its process group, so it must lead one. Many descriptors would slow its start.
setsid prlimit --nofile=4096:4096 /usr/lib/postfix/sbin/master -c "$dir/conf" -d &
master=$!

cat >/dev/null
kill -TERM "$master" 2>/dev/null || true
wait "$master" 2>/dev/null || true
cp "$dir/mail.log" "$log" && chmod a+r "$log"
cd /
rm -rf "$dir"
