#!/usr/bin/env bash
# Takes a payment of a scanned code with nothing but curl:
#
#   TEGATA_URL=https://… TEGATA_KEY=tegata_pos_… ./pay.sh CODE YEN
set -euo pipefail
: "${TEGATA_URL:?}" "${TEGATA_KEY:?}"
code=$1 yen=$2

# One request; prints the reply, whatever its status.
tegata() {
  curl --silent --show-error --max-time 10 --request "$1" "$TEGATA_URL/api/pos/v1/$2" \
    --header "authorization: Bearer $TEGATA_KEY" --header 'content-type: application/json' "${@:3}"
}
# The first value of a field: enough for these replies. Use jq where you have it.
field() { { grep -o "\"$1\":\"\{0,1\}[^\",}]*" || true; } | head -n 1 | sed 's/^"[^"]*":"\{0,1\}//'; }

# 1. Look at the code.
look=$(tegata POST inspections --data "{\"code\":\"$code\"}")
handle=$(field handle <<<"$look")
[ -n "$handle" ] || { echo "refused: $(field code <<<"$look")" >&2; exit 1; }

# 2. Make the operation's id, a UUIDv7 that ends in what the code's holder is called, and write it down before it is sent.
#    A code that a phone shows brings its own.
operation=$(field operationId <<<"$look")
if [ -z "$operation" ]; then
  time=$(printf '%012x' $(($(date +%s) * 1000)))
  random=$(od -An -N5 -tx1 /dev/urandom | tr -d ' \n')
  operation="${time:0:8}-${time:8}-7${random:0:3}-8${random:3:3}-${random:6:4}$(field idTail <<<"$look")"
fi
echo "$operation" >"${OPERATION_FILE:-operation.txt}"

# 3. Take the payment. Sent again under the same id it is the same payment.
paid=$(tegata POST payments --data "{\"operationId\":\"$operation\",\"handle\":\"$handle\",\"amountYen\":$yen}" || true)
if [ -z "$paid" ] || [ "$(field outcome <<<"$paid")" = unknown ]; then
  # 4. The reply was lost: ask how it ended. "not-done" can be relied on; it will never happen later.
  paid=$(tegata POST operations/resolve --data "{\"operationId\":\"$operation\",\"handle\":\"$handle\"}")
fi
[ "$(field outcome <<<"$paid")" = done ] || { echo "refused: $(field code <<<"$paid")" >&2; exit 1; }
echo "paid $(field amountYen <<<"$paid") yen, receipt $(field receiptNumber <<<"$paid"), operation $operation"
