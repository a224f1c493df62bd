#!/usr/bin/env bash
# Installs what Fundstelle is compared with: a package of Debian (where apt-get is there and one may install), and the
# packages of requirements.txt in a venv. Nothing of it is needed to build, test or run the program.
#
#     bench/peers/install.sh [FOLDER]
#
# The last line that is printed is the Python to call peers.py with.
set -euo pipefail
cd "$(dirname "$0")"

folder="${1:-${XDG_CACHE_HOME:-$HOME/.cache}/fundstelle/peers}"
# Debian's Python, since python3-xapian is for no other.
python=/usr/bin/python3
[ -x "$python" ] || python="$(command -v python3)"

debian() {
    command -v apt-get > /dev/null || { echo "skipped: Xapian (there is no apt-get)" >&2; return; }
    [ "$(id -u)" = 0 ] || { echo "skipped: Xapian (as root: apt-get install python3-xapian python3-venv)" >&2; return; }
    timeout 300 apt-get update -qq >&2
    DEBIAN_FRONTEND=noninteractive timeout 300 apt-get install -qq -y python3-xapian python3-venv >&2
}

"$python" -c 'import xapian' 2> /dev/null || debian || echo "skipped: Xapian could not be installed" >&2
[ -x "$folder/bin/python" ] || "$python" -m venv --system-site-packages "$folder"
timeout 600 "$folder/bin/pip" install --quiet --disable-pip-version-check --requirement requirements.txt >&2
echo "$folder/bin/python"
