package dev.jangada.etcd.storage.bolt;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * All buckets of a file and the pages that they are made of.
 *
 * @param all the buckets in the order of their names
 * @param root the pages of the root bucket, which holds the others
 * @param claims all pages in use, the two metas and a kept freelist left out
 */
record Buckets(List<Bucket> all, Tree root, Claims claims) {

    /** Finds them; what is damaged goes to {@code faults} and is left out. */
    static Buckets of(BoltFile file, Faults faults) {
        var claims = new Claims(file.meta().end());
        Tree root = Tree.walk(file, file.meta().root(), claims, faults);
        var found = new ArrayList<Bucket>();
        for (int i = 0; i < root.leaves().length && !faults.full(); i++) {
            Page page = Page.sound(file, root.leaves()[i]);
            for (int element = 0; element < page.count(); element++) {
                Fault fault = page.elementFault(element);
                if (fault != null) {
                    faults.add(fault);
                    break;
                }
                add(file, page, element, claims, faults, found);
            }
        }
        return new Buckets(List.copyOf(found), root, claims);
    }

    private static void add(BoltFile file, Page page, int element, Claims claims, Faults faults, List<Bucket> found) {
        long start = page.keyStart(element);
        long value = start + page.keyLength(element);
        int length = page.valueLength(element);
        if (!page.isBucket(element)) {
            faults.add(Fault.of(file.name(), page.id(), page.element(element), BoltMessage.NOT_A_BUCKET, element));
            return;
        }
        if (length < Layout.HEADER) {
            faults.add(Fault.of(file.name(), page.id(), value, BoltMessage.BUCKET_SHORT, element, length));
            return;
        }
        MemorySegment bytes = file.bytes();
        byte[] name = bytes.asSlice(start, page.keyLength(element)).toArray(ValueLayout.JAVA_BYTE);
        long root = bytes.get(Layout.U64, value);
        if (root != 0) {
            found.add(new Bucket(file, name, null, Tree.walk(file, root, claims, faults)));
            return;
        }
        long image = value + Layout.HEADER;
        Fault fault = Page.inlineFault(file, page.id(), image, length - Layout.HEADER);
        if (fault != null) {
            faults.add(fault);
        } else {
            Page inline = Page.inline(file, page.id(), image, length - Layout.HEADER);
            found.add(new Bucket(file, name, inline, Tree.NONE));
        }
    }
}
