#!/bin/sh
# The steps of the image's build. The Dockerfile calls them one by one, so that each is a
# layer; packaging/check-image.sh runs the same steps in an empty folder without an engine.
#
#   image.sh wanted LIST           what Readout needs, written from pyproject.toml to a file
#   image.sh dependencies TARGET LIST   that, into a virtual environment
#   image.sh slim TARGET           take out what is never used at run time
#   image.sh package TARGET        Readout itself
#   image.sh check TARGET          is the model whole, and does a digest come out?
#   image.sh added TARGET ADDED    copy what came with "package" and "check" to a folder
#
# TORCH=cpu (default) takes torch's CPU build; TORCH=default takes what the index offers.
# EXTRAS is a list of pyproject.toml's extras, separated by spaces.
set -eu

step=$1
target=$2
python="$target/bin/python"
tools="$target.tools" # stays behind when the target is copied
before="$target.before"
EXTRAS=${EXTRAS-"postgres cluster metrics pdf"}

install() {
    if [ "${TORCH-cpu}" = cpu ]; then
        "$tools/bin/uv" pip install --quiet --no-cache --python "$python" \
            --torch-backend=cpu "$@"
    else
        "$tools/bin/uv" pip install --quiet --no-cache --python "$python" "$@"
    fi
}

case $step in
wanted)
    EXTRAS="$EXTRAS" python3 -c '
import os, tomllib
project = tomllib.load(open("pyproject.toml", "rb"))["project"]
wanted = list(project["dependencies"])
for extra in os.environ["EXTRAS"].split():
    wanted += project["optional-dependencies"][extra]
print(*wanted, sep="\n")
' >"$target"
    ;;
dependencies)
    python3 -m venv --without-pip "$target"
    python3 -m venv "$tools"
    "$tools/bin/python" -m pip --disable-pip-version-check install --quiet --no-cache-dir uv
    install --requirement "$3"
    ;;
slim)
    # What the model's package asks for and Readout never imports.
    "$tools/bin/uv" pip uninstall --quiet --python "$python" \
        scikit-learn sentence-transformers joblib threadpoolctl
    lib=$(echo "$target"/lib/python3.*/site-packages)
    # Headers, archives to link against and tests: only a compiler would read them.
    rm -rf "$lib/torch/include" "$lib/torch/test" "$lib/torch/share"
    find "$lib/torch/bin" -type f ! -name torch_shm_manager -delete
    find "$lib" -name '*.a' -delete
    for name in numpy scipy sympy networkx dask distributed; do
        [ ! -d "$lib/$name" ] || find "$lib/$name" -type d -name tests -prune -exec rm -rf {} +
    done
    # The image is read-only at run time: compiled now or at every start. Of the large
    # packages only that is compiled which the step "check" uses.
    "$python" -m compileall -q -j 0 \
        -x '/(torch|transformers|sympy|scipy|numpy|networkx|babel|dask|pygments|setuptools)/' "$lib"
    ;;
package)
    touch "$before"
    install --no-deps .
    lib=$(echo "$target"/lib/python3.*/site-packages)
    "$python" -m compileall -q -j 0 "$lib/summarizer" "$lib/bot"
    ;;
check)
    scratch=$(mktemp -d)
    trap 'rm -rf "$scratch"' EXIT
    export READOUT_DATA_DIR="$scratch" READOUT_CACHE_DIR="$scratch"
    cd "$scratch"
    "$target/bin/readout" models
    "$target/bin/readout" digest --limit 1 --length short --format json >digest.json
    "$python" -c 'import json; assert json.load(open("digest.json"))["stories"]'
    # Importing also compiles: what the bot uses, and the extras that are there.
    "$python" -c 'import bot.run, bot.bench, summarizer.sources.pages, trafilatura, summarizer.tongue.abroad'
    for extra in distributed.cli.dask_worker psycopg pypdf; do
        "$python" -c "import $extra" 2>/dev/null || true
    done
    "$target/bin/readout-bot" --help >help.txt
    ;;
added)
    # By the time of the inode: an installer may keep older times of the files themselves.
    mkdir -p "$3"
    cd "$target"
    find . -cnewer "$before" ! -type d -exec cp -a --parents -t "$3" {} +
    ;;
*)
    echo "image.sh: no such step: $step" >&2
    exit 2
    ;;
esac
