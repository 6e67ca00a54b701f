#!/bin/sh
# Makes what it takes to try out tips between installations on one machine: an authority, and for each body a certificate and
# settings. A certificate has the number of its body (OIN) in the serial number of the subject, as those of PKIoverheid have.
#
#   sh tests/tools/tip_trial.sh FOLDER OIN...
#
# The first installation gets the ports 8080 and 8444, the next ones those that follow. For a trial only: whoever has the folder has
# the keys. What is in the folder already stays, so that an installation can be added to it.
set -eu

if [ $# -lt 2 ]; then
    echo "usage: sh tests/tools/tip_trial.sh FOLDER OIN..." >&2
    exit 2
fi
umask 077
folder=$1
shift
mkdir -p "$folder"

days=90
new_key="-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc"

if [ ! -f "$folder/authority.pem" ]; then
    # The words of an option are to be split.
    # shellcheck disable=SC2086
    openssl req -x509 $new_key -days $days -subj "/O=Verzonnen/CN=Autoriteit voor een proef" \
        -addext "basicConstraints=critical,CA:TRUE" -addext "keyUsage=critical,keyCertSign,cRLSign" \
        -keyout "$folder/authority.key" -out "$folder/authority.pem" 2>/dev/null
fi

place=0
for oin in "$@"; do
    if [ ! -f "$folder/$oin.pem" ]; then
        # shellcheck disable=SC2086
        openssl req -x509 $new_key -days $days -subj "/O=Verzonnen/CN=localhost/serialNumber=$oin" \
            -CA "$folder/authority.pem" -CAkey "$folder/authority.key" \
            -addext "basicConstraints=critical,CA:FALSE" -addext "keyUsage=critical,digitalSignature" \
            -addext "extendedKeyUsage=serverAuth,clientAuth" -addext "subjectAltName=DNS:localhost,IP:127.0.0.1" \
            -keyout "$folder/$oin.key" -out "$folder/$oin.pem" 2>/dev/null
    fi
    cat > "$folder/$oin.toml" <<SETTINGS
[server]
listen = "127.0.0.1:$((8080 + place))"

[data]
dir = "$folder/$oin"

[worker]
interval_seconds = 1

[tips]
listen = "127.0.0.1:$((8444 + place))"
certificate_file = "$folder/$oin.pem"
key_file = "$folder/$oin.key"
authorities_file = "$folder/authority.pem"
local_addresses = true
SETTINGS
    echo "$folder/$oin.toml"
    place=$((place + 1))
done
