# Runs one part and ends it when the owner is gone.
# Arguments: PIDFILE LOG COMMAND...   stdin: a pipe that the owner holds; each line names a signal for the part, end of file means KILL.
# Exits as the part exited.
pidfile=$1 log=$2
shift 2
exec 3<&0 </dev/null
"$@" >>"$log" 2>&1 3<&- &
part=$!
echo "$part $(cut -d' ' -f22 "/proc/$part/stat")" >"$pidfile"
{
  while read -r signal <&3; do kill "-$signal" "$part"; done
  kill -KILL "$part"
} 2>/dev/null &
listener=$!
wait "$part"
code=$?
kill -KILL "$listener" 2>/dev/null
rm -f "$pidfile"
exit "$code"
