package dev.jangada.kube.dump;

import dev.jangada.kube.dump.convert.Conversion;
import dev.jangada.kube.dump.convert.VersionConverter;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ResourceKind;
import java.util.ArrayList;
import java.util.List;

/** Brings the objects of one kind to versions that today's Kubernetes serves, if that is wanted, and notes what became of it. */
final class CurrentVersions {

    private final boolean wanted;
    private final VersionConverter converter = new VersionConverter();
    private final List<DumpResult.Remark> remarks = new ArrayList<>();
    private ResourceKind kind;

    CurrentVersions(ResourceKind kind, boolean wanted) {
        this.kind = kind;
        this.wanted = wanted;
    }

    Conversion of(KubeObject object) {
        return wanted ? converter.toCurrent(object) : new Conversion.Unchanged(object);
    }

    /** The object to go on with: one that a person must decide on stays as it is, which is more than nothing. */
    static KubeObject after(Conversion conversion) {
        return conversion instanceof Conversion.Converted converted ? converted.after() : conversion.before();
    }

    /** The object is written, so what is to be said of it counts. */
    void keep(Conversion conversion) {
        switch (conversion) {
            case Conversion.Unchanged _ -> {}
            case Conversion.Converted(var before, var after, var notes) -> {
                kind = DumpDescription.at(kind, after.apiVersion());
                notes.forEach(note -> remarks.add(new DumpResult.Remark(before.key(), note)));
            }
            case Conversion.NotMechanical(var before, var why) -> remarks.add(new DumpResult.Remark(before.key(), why));
        }
    }

    void clear() {
        remarks.clear();
    }

    List<DumpResult.Remark> remarks() {
        return remarks;
    }

    /** The kind at the version of the objects that were converted, or else as it was read. */
    ResourceKind kind() {
        return kind;
    }
}
