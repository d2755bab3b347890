# Becomes a program whose pid and output stand in files, and that can be interrupted although it runs in the background.
# Arguments: FOLDER NAME=VALUE... COMMAND...
echo "$$" >"$1/pid"
exec >"$1/stdout" 2>"$1/stderr"
shift
exec env --default-signal=INT,QUIT "$@"
