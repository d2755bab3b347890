package dev.jangada.repository.check;

/** Is told how far a check has come, by several threads at a time. */
public interface CheckProgress {

    /** Tells nobody. */
    CheckProgress NONE = new CheckProgress() {
        @Override
        public void packs(int packs, int allPacks, long bytes, long allBytes) {}

        @Override
        public void trees(int trees) {}
    };

    /**
     * One more pack was read whole.
     *
     * @param packs so many were, of so many that will be
     * @param bytes so many they have, of so many
     */
    void packs(int packs, int allPacks, long bytes, long allBytes);

    /** So many trees were read; how many there are is known in the end. */
    void trees(int trees);
}
