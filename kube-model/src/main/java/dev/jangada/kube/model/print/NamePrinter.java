package dev.jangada.kube.model.print;

import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ResourceKind;
import java.io.IOException;
import java.io.Writer;
import java.util.Optional;

/** {@code deployment.apps/web}, a line each. */
public final class NamePrinter implements ObjectPrinter {

    private final Writer out;
    private String prefix = "";

    public NamePrinter(Writer out) {
        this.out = out;
    }

    @Override
    public void begin(ResourceKind kind, Optional<KubeObject> definition) {
        prefix = (kind.group().isEmpty() ? kind.singular() : kind.singular() + "." + kind.group()) + "/";
    }

    @Override
    public void print(KubeObject object) throws IOException {
        out.append(prefix)
                .append(TablePrinter.CONTROLS.matcher(object.name()).replaceAll("?"))
                .append('\n');
    }
}
