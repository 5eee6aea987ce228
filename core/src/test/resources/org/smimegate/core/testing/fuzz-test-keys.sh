#!/bin/sh
# How fuzz-test-keys.p12 was made: keys of nobody, for tests alone. Fixed, so that what fuzzing found stays readable.
set -eu
cd "$(dirname "$0")"
rm -f fuzz-test-keys.p12

# make ALIAS ALGORITHM SIZE ARGUMENTS
make() {
    alias=$1 algorithm=$2 size=$3
    shift 3
    keytool -genkeypair -alias "$alias" -keyalg "$algorithm" $size "$@" -startdate 2026/01/01 -validity 36500 \
        -keystore fuzz-test-keys.p12 -storepass fuzz-test
}

make root RSA "-keysize 2048" -dname "CN=Fuzz test root" -ext bc:c=ca:true -ext ku:c=keyCertSign,cRLSign
make bob RSA "-keysize 2048" -dname CN=bob@example.org -signer root -ext bc:c=ca:false -ext san=email:bob@example.org \
    -ext ku:c=digitalSignature,keyEncipherment -ext eku=emailProtection
make dave RSA "-keysize 2048" -dname CN=dave@example.net -signer root -ext bc:c=ca:false -ext san=email:dave@example.net \
    -ext ku:c=digitalSignature,keyEncipherment -ext eku=emailProtection
make erin EC "-groupname secp256r1" -dname CN=erin@example.net -signer root -ext bc:c=ca:false \
    -ext san=email:erin@example.net -ext ku:c=digitalSignature,keyAgreement -ext eku=emailProtection
