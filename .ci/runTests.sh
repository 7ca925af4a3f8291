# For scripts beside it, with a folder in $results.

step() { printf '\n== %s\n' "$1"; }

failed=()

# The test command of the README, which prints its own summary, and results for ours under a name. Tests wait for real
# processes and sockets, so a file that failed gets one more try, alone: the summary names what needed it. More arguments go
# to vitest.
run_tests() {
  local name=$1
  local run=(npm test -- --reporter=default --reporter=json)
  "${run[@]}" --outputFile.json="$results/$name.json" "${@:2}" && return
  local files
  mapfile -t files < <(node .ci/failedFiles.mjs "$results/$name.json")
  step "Once more: ${files[*]:-nothing to repeat}"
  [ ${#files[@]} -gt 0 ] && [ ${#files[@]} -le 5 ] &&
    "${run[@]}" --maxWorkers=1 --outputFile.json="$results/$name.again.json" "${files[@]}" || failed+=("$name")
}
