module dev.jangada/kube-storage/schema/golden

go 1.26
