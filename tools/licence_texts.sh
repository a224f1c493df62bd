#!/bin/sh
# Writes the licence texts of every crate that is linked into the program, each text once. The image
# carries them: most licences ask that their text goes along with the program.
set -eu
registry="${CARGO_HOME:-$HOME/.cargo}/registry/src"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

cargo tree --locked --edges normal --prefix none --format '{p}' | awk '{ sub("^v", "", $2); print $1 "-" $2 }' |
    sort -u > "$work/crates"
while read -r crate; do
    for file in "$registry"/*/"$crate"/LICEN[CS]E* "$registry"/*/"$crate"/COPYING* \
        "$registry"/*/"$crate"/NOTICE* "$registry"/*/"$crate"/COPYRIGHT* "$registry"/*/"$crate"/UNLICENSE*; do
        [ -f "$file" ] || continue
        text="$work/$(sha256sum < "$file" | cut -c 1-64)"
        [ -e "$text.text" ] || cp "$file" "$text.text"
        echo "$crate (${file##*/})" >> "$text.for"
    done
done < "$work/crates"

for names in "$work"/*.for; do
    echo "================================================================================"
    sort -u "$names"
    echo "--------------------------------------------------------------------------------"
    cat "${names%.for}.text"
    echo
done
