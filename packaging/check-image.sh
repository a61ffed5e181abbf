#!/bin/sh
# Builds what the image holds in an empty folder and uses it as the image would: as another
# user where possible, without network where possible, with nothing writable but its data.
# Needs no container engine. Takes minutes and 1.5 GB, with TORCH=default 5 where that has CUDA;
# keeps nothing.
#
#   packaging/check-image.sh [FOLDER]     FOLDER is kept when given
set -eu
cd "$(dirname "$0")/.."

root=${1-}
if [ -z "$root" ]; then
    root=$(mktemp -d)
    trap 'rm -rf "$root"' EXIT
fi
mkdir -p "$root/src" "$root/data" "$root/cache"
root=$(cd "$root" && pwd)

echo "1. what .dockerignore lets through"
git ls-files -z --cached --others --exclude-standard -- \
    pyproject.toml README.md LICENSE packaging/image.sh packaging/healthcheck.py \
    summarizer bot seeds | xargs -0 cp --parents -t "$root/src"
du -sh "$root/src"

echo "2. the build's steps"
image() {
    (cd "$root/src" && env -u PYTHONPATH -u VIRTUAL_ENV sh packaging/image.sh "$@")
}
image wanted "$root/wanted.txt"
for step in dependencies slim package check; do
    start=$(date +%s)
    image "$step" "$root/venv" "$root/wanted.txt"
    echo "   $step: $(($(date +%s) - start)) s, $(du -sm "$root/venv" | cut -f1) MB"
done
image added "$root/venv" "$root/added"
echo "   an update of Readout alone: $(du -sm "$root/added" | cut -f1) MB"
rm -rf "$root/venv.tools" "$root/added"

echo "3. use without the sources, without network, as nobody"
rm -rf "$root/src"
chmod -R a+rX "$root"
as=
if [ "$(id -u)" = 0 ]; then
    chown -R 10001:10001 "$root/data" "$root/cache"
    as="setpriv --reuid=10001 --regid=10001 --clear-groups"
    # By a shell, since the very first program still starts with root's rights.
    # shellcheck disable=SC2016,SC2086 # words of a command; the inner shell's own $1
    if ! $as sh -c '"$1" -c ""' sh "$root/venv/bin/python" 2>/dev/null; then
        echo "   as root: nobody else may run $(readlink -f "$root/venv/bin/python")"
        as=
    fi
    if unshare --net true 2>/dev/null; then as="unshare --net $as"; fi
fi
cd "$root/data"
# shellcheck disable=SC2086 # words of a command
env -i PATH="$root/venv/bin:/usr/bin:/bin" HOME="$root/data" HF_HUB_OFFLINE=1 \
    PYTHONDONTWRITEBYTECODE=1 READOUT_DATA_DIR="$root/data" READOUT_CACHE_DIR="$root/cache" \
    $as sh -euc '
        readout digest --limit 2 --length short >digest.txt
        head -n 12 digest.txt
        readout-bot preview "$(python -c "import summarizer.data as d; print(d.__path__[0])")/seeds" --limit 1 >preview.txt
        ! readout-bot run 2>refused.txt
        grep -q DISCORD_TOKEN refused.txt
    '
echo "all of it works"
