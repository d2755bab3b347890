# Becomes one part that outlives its starter.
# Arguments: PIDFILE LOG COMMAND...
pidfile=$1 log=$2
shift 2
echo "$$ $(cut -d' ' -f22 "/proc/$$/stat")" >"$pidfile"
exec "$@" >>"$log" 2>&1
