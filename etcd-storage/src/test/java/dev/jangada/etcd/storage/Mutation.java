package dev.jangada.etcd.storage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A kind of damage that is done to a sound database whose pages are all in use. */
enum Mutation {
    /** A bit anywhere. */
    BIT(false) {
        @Override
        byte[] of(Sound sound, Random random) {
            byte[] bytes = sound.bytes.clone();
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            return bytes;
        }
    },
    /** A bit of what a page says of itself, or of its first elements. */
    HEADER(false) {
        @Override
        byte[] of(Sound sound, Random random) {
            byte[] bytes = sound.bytes.clone();
            bytes[sound.any(random) + random.nextInt(64)] ^= (byte) (1 << random.nextInt(8));
            return bytes;
        }
    },
    /** Where something begins or ends. */
    LENGTH(false) {
        @Override
        byte[] of(Sound sound, Random random) {
            byte[] bytes = sound.bytes.clone();
            int page = sound.any(random);
            view(bytes).putInt(page + 16 + 4 * random.nextInt(16), random.nextInt());
            return bytes;
        }
    },
    /** How many elements there are: more than a page can have. */
    HUGE_COUNT(true) {
        @Override
        byte[] of(Sound sound, Random random) {
            byte[] bytes = sound.bytes.clone();
            int page = sound.any(random);
            int room = (1 + view(bytes).getInt(page + 12)) * PAGE / 16;
            view(bytes).putShort(page + 10, (short) (room + random.nextInt(0xFFFF - room)));
            return bytes;
        }
    },
    /** How many pages a page runs over into: far too many. */
    HUGE_OVERFLOW(true) {
        @Override
        byte[] of(Sound sound, Random random) {
            byte[] bytes = sound.bytes.clone();
            view(bytes).putInt(sound.any(random) + 12, bytes.length / PAGE + random.nextInt(Integer.MAX_VALUE / 2));
            return bytes;
        }
    },
    /** Two pages that have changed their places. */
    SWAPPED_PAGES(true) {
        @Override
        byte[] of(Sound sound, Random random) {
            byte[] bytes = sound.bytes.clone();
            int one = sound.any(random);
            int other = sound.any(random);
            while (other == one) {
                other = sound.any(random);
            }
            System.arraycopy(sound.bytes, one, bytes, other, PAGE);
            System.arraycopy(sound.bytes, other, bytes, one, PAGE);
            return bytes;
        }
    },
    /** A branch that leads to another page than it should: to a circle, or to a page that is used twice. */
    CIRCLE(true) {
        @Override
        byte[] of(Sound sound, Random random) {
            byte[] bytes = sound.bytes.clone();
            int branch = sound.branches.get(random.nextInt(sound.branches.size()));
            int child = branch + 16 + 16 * random.nextInt(view(bytes).getShort(branch + 10));
            long before = view(bytes).getLong(child + 8);
            long other = before;
            while (other == before) {
                other = random.nextInt(bytes.length / PAGE + 2);
            }
            view(bytes).putLong(child + 8, other);
            return bytes;
        }
    },
    /** A page that was written over with one byte. */
    OVERWRITTEN(true) {
        @Override
        byte[] of(Sound sound, Random random) {
            byte[] bytes = sound.bytes.clone();
            int page = sound.any(random);
            Arrays.fill(bytes, page, page + PAGE, (byte) random.nextInt(256));
            return bytes;
        }
    },
    /** A file that ends too early. */
    TRUNCATED(true) {
        @Override
        byte[] of(Sound sound, Random random) {
            return Arrays.copyOf(sound.bytes, random.nextInt(sound.bytes.length));
        }
    };

    private static final int PAGE = 4096;

    private final boolean structural;

    Mutation(boolean structural) {
        this.structural = structural;
    }

    /** Whether the structure tells of all damages of this kind, so that no checksum is needed to find them. */
    boolean structural() {
        return structural;
    }

    /** A damaged copy. */
    abstract byte[] of(Sound sound, Random random);

    private static ByteBuffer view(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A database without damage, and where its pages begin, the metas left out. */
    static final class Sound {

        private final byte[] bytes;
        private final List<Integer> pages = new ArrayList<>();
        private final List<Integer> branches = new ArrayList<>();

        Sound(byte[] bytes) {
            this.bytes = bytes;
            for (int page = 2 * PAGE; page < bytes.length; ) {
                pages.add(page);
                if (view(bytes).getShort(page + 8) == 1) {
                    branches.add(page);
                }
                page += (1 + view(bytes).getInt(page + 12)) * PAGE;
            }
        }

        byte[] bytes() {
            return bytes;
        }

        private int any(Random random) {
            return pages.get(random.nextInt(pages.size()));
        }
    }
}
