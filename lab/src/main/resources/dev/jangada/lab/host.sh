# Runs one host: a Debian with systemd in name spaces and control groups of its own. It runs as the first process of a pid name space and
# in a mount name space: its mounts go with its processes, and its processes go with it.
# Arguments: FOLDER BASE NAME OPTIONS-OF-SYSTEMD-NSPAWN...
set -eu
folder=$1 base=$2 name=$3
shift 3

# What the host writes lies in FOLDER/disk, over the base that all hosts share.
mkdir -p "$folder/disk" "$folder/work" "$folder/root"
mount -t overlay -o "lowerdir=$base,upperdir=$folder/disk,workdir=$folder/work" overlay "$folder/root"
# What systemd-nspawn leaves behind in /run must not stay on the machine; and it insists that this is no disk.
mount -t tmpfs -o mode=755 tmpfs /run

# A control group below the caller's in every hierarchy; without it, all hosts would share theirs.
: >"$folder/control-groups"
while IFS=: read -r _ controllers path; do
  case $controllers in
    '') tree=/sys/fs/cgroup/unified; [ -d "$tree" ] || tree=/sys/fs/cgroup ;;
    name=*) tree=/sys/fs/cgroup/${controllers#name=} ;;
    *) tree=/sys/fs/cgroup/$controllers ;;
  esac
  caller=${tree}${path%/}
  own=$caller/$name
  [ -e "$caller/cgroup.procs" ] || continue
  echo "$own" >>"$folder/control-groups"
  mkdir -p "$own"
  for needed in cpuset.cpus cpuset.mems; do
    # Empty in a new group, and a group without them takes no process. They are the first hierarchy's alone.
    [ -e "$own/cgroup.clone_children" ] && [ -e "$own/$needed" ] && cat "$caller/$needed" >"$own/$needed"
  done
  echo $$ >"$own/cgroup.procs"
done </proc/self/cgroup

cd /
libraries=$base/usr/lib/$(uname -m)-linux-gnu
loader=$(echo "$base"/lib64/ld-linux-*)
# Its own loader and libraries: then it does not matter which the machine has. 133 is a host that wants to be started again.
code=133
while [ "$code" = 133 ]; do
  code=0
  SYSTEMD_NSPAWN_TMPFS_TMP=0 "$loader" --library-path "$libraries/systemd:$libraries" "$base/usr/bin/systemd-nspawn" \
    --quiet --boot --register=no --keep-unit --link-journal=no --console=pipe --kill-signal=SIGRTMIN+3 \
    --directory="$folder/root" --machine="$name" "$@" || code=$?
done
exit "$code"
