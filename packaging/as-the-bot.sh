#!/bin/sh
# Runs Readout's commands on a server as the bot's service does: as its user, in its folders,
# with its settings. Installed under the names of the commands (packaging/INSTALL.md).
set -eu
user=readout
programs=/opt/readout/.venv/bin
settings=/etc/readout/readout.env
state=/var/lib/readout
cache=/var/cache/readout

command=${0##*/}
if [ "$(id -un)" != "$user" ]; then
    [ "$(id -u)" = 0 ] || { echo "$command: run it as root or as $user" >&2; exit 2; }
    exec runuser -u "$user" -- "$0" "$@"
fi

# A line NAME=value is taken as it stands, as systemd takes it: no shell reads the value.
while IFS= read -r line || [ -n "$line" ]; do
    case $line in
        [A-Za-z_]*=*) ;;
        *) continue ;;
    esac
    value=${line#*=}
    case $value in
        \"*\") value=${value#\"} value=${value%\"} ;;
        \'*\') value=${value#\'} value=${value%\'} ;;
    esac
    export "${line%%=*}=$value"
done < "$settings"
export HOME="$state" READOUT_DATA_DIR="$state" READOUT_BOT_DATA_DIR="$state" \
    READOUT_CACHE_DIR="$cache" HF_HUB_OFFLINE=1 PYTHONDONTWRITEBYTECODE=1
umask 027
[ -r . ] && [ -x . ] || cd "$state" # the folder of who became the user may be closed to it
exec "$programs/$command" "$@"
