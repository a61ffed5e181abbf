#!/bin/sh
# The steps of the image's build. The Dockerfile calls them one by one, so that each is a
# layer; packaging/check-image.sh runs the same steps in an empty folder without an engine.
#
#   image.sh dependencies TARGET   what Readout needs, into a virtual environment
#   image.sh package TARGET        Readout itself
#   image.sh slim TARGET           take out what is never used at run time
#   image.sh check TARGET          is the model whole, and does a digest come out?
#
# TORCH=cpu (default) takes torch's CPU build; TORCH=default takes what the index offers.
# EXTRAS is a list of pyproject.toml's extras, separated by spaces.
set -eu

step=$1
target=$2
python="$target/bin/python"
EXTRAS=${EXTRAS-"postgres cluster metrics pdf"}

install() {
    if [ "${TORCH-cpu}" = cpu ]; then
        "$target/tools/bin/uv" pip install --quiet --no-cache --python "$python" \
            --torch-backend=cpu "$@"
    else
        "$target/tools/bin/uv" pip install --quiet --no-cache --python "$python" "$@"
    fi
}

case $step in
dependencies)
    python3 -m venv --without-pip "$target"
    python3 -m venv "$target/tools"  # goes again in "slim"
    "$target/tools/bin/python" -m pip --disable-pip-version-check install --quiet \
        --no-cache-dir uv
    options=
    for extra in $EXTRAS; do options="$options --extra $extra"; done
    # shellcheck disable=SC2086 # one word per option
    install $options --requirement pyproject.toml
    ;;
package)
    install --no-deps .
    ;;
slim)
    rm -rf "$target/tools"
    lib=$(echo "$target"/lib/python3.*/site-packages)
    # Headers, archives to link against and tests: only a compiler would read them.
    rm -rf "$lib/torch/include" "$lib/torch/test" "$lib/torch/share"
    find "$lib/torch/bin" -type f ! -name torch_shm_manager -delete
    find "$lib" -name '*.a' -delete
    find "$lib" -type d -name tests -path '*/numpy/*' -prune -exec rm -rf {} +
    find "$lib" -type d -name tests -path '*/scipy/*' -prune -exec rm -rf {} +
    # The image is read-only at run time: compiled now or at every start. Of transformers'
    # hundreds of models the one is compiled that comes with the install.
    "$python" -m compileall -q -j 0 \
        -x 'torch/testing/|transformers/models/(?!auto/|bert/)' "$lib"
    ;;
check)
    scratch=$(mktemp -d)
    trap 'rm -rf "$scratch"' EXIT
    export READOUT_DATA_DIR="$scratch" READOUT_CACHE_DIR="$scratch"
    cd "$scratch"
    "$target/bin/readout" models
    "$target/bin/readout" digest --limit 1 --length short --format json >digest.json
    "$python" -c 'import json; assert json.load(open("digest.json"))["stories"]'
    "$target/bin/readout-bot" --help >help.txt
    ;;
*)
    echo "image.sh: no such step: $step" >&2
    exit 2
    ;;
esac
