module dev.jangada/kube-storage/schema

go 1.26
